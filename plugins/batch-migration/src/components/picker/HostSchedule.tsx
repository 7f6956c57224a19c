import Collapse from '@material-ui/core/Collapse';
import makeStyles from '@material-ui/core/styles/makeStyles';
import CheckIcon from '@material-ui/icons/Check';
import OpenIcon from '@material-ui/icons/ExpandMore';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import OpenQuestionIcon from '@material-ui/icons/HelpOutline';
import UndoIcon from '@material-ui/icons/Undo';
import {
  agreedSchedule,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useMemo, useState } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { judgeSchedule, type Judgement } from './judgeSchedule';
import { ScheduleEditor } from './ScheduleEditor';
import { ScheduleFacts, useScheduleWords } from './ScheduleFacts';
import type { Override } from './scheduleValue';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    row: {
      border: `1px solid ${tokens.rule}`,
      borderRadius: 4,
      marginTop: 8,
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: '4px 12px',
      padding: theme.spacing(0.5, 1),
      minHeight: 40,
    },
    name: { fontWeight: 600 },
    turned: { transform: 'rotate(180deg)' },
    verdict: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 4,
      marginLeft: 'auto',
      fontSize: 13,
    },
    body: {
      padding: theme.spacing(2),
      borderTop: `1px solid ${tokens.rule}`,
    },
  };
});

type Comparison = 'same' | 'differs' | 'notCompared';

/** Without another way to write it, the host's own schedule is what counts. */
function comparisonOf(
  override: Override | null,
  judgement: Judgement | null,
): Comparison {
  if (!override) return 'same';
  if (!judgement) return 'notCompared';
  return judgement.problem === null && judgement.comparison?.isSame === true
    ? 'same'
    : 'differs';
}

const ICONS = {
  same: CheckIcon,
  differs: ErrorIcon,
  notCompared: OpenQuestionIcon,
};

/** One job that moves: its host's schedule, and another way to write it. */
export const HostSchedule = ({
  workload,
  override,
  onChange,
}: {
  workload: WorkloadDetail;
  override: Override | null;
  onChange: (override: Override | null) => void;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const words = useScheduleWords();
  const { now } = useEstate();
  const [isOpen, setIsOpen] = useState(false);
  const agreed = agreedSchedule(workload.plan);
  const replaced = agreed ?? workload.schedule;
  const [first] = workload.translation?.schedules ?? [];
  const { expression, timezone } = override ??
    first ?? { expression: '', timezone: replaced?.timezone ?? 'UTC' };
  const isOverridden = override !== null;
  const isClockKnown = now !== undefined;
  const judgement = useMemo(
    () =>
      now && override
        ? judgeSchedule({ expression, timezone }, replaced, now)
        : null,
    // The clock decides nothing but which run is the next.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [isOverridden, expression, timezone, replaced?.expression, isClockKnown],
  );
  if (!replaced) return null;
  const comparison = comparisonOf(override, judgement);
  const Icon = ICONS[comparison];
  const colours = {
    same: tokens.good,
    differs: tokens.dangerText,
    notCompared: tokens.text2,
  };
  const written = (
    <>
      <code>{expression}</code> ({timezone})
    </>
  );
  const said = () => {
    if (!override) return words(replaced);
    if (!judgement) return written;
    return judgement.problem === null
      ? words({ dialect: 'eventbridge', expression, timezone })
      : words(replaced);
  };
  const id = `schedule-of-${workload.id}`;

  return (
    <div className={styles.row}>
      <div className={styles.head}>
        <Button
          className={styles.name}
          aria-expanded={isOpen}
          aria-controls={id}
          startIcon={
            <OpenIcon className={isOpen ? styles.turned : undefined} />
          }
          onClick={() => setIsOpen(!isOpen)}
        >
          {workload.name}
        </Button>
        <span>{said()}</span>
        <span className={styles.verdict} style={{ color: colours[comparison] }}>
          <Icon fontSize="small" aria-hidden />
          {agreed && !override
            ? t('schedulePicker.intended')
            : t(`schedulePicker.${comparison}`)}
        </span>
        {override && (
          <Button
            size="small"
            startIcon={<UndoIcon />}
            onClick={() => onChange(null)}
          >
            {t('schedulePicker.back')}
          </Button>
        )}
      </div>
      <Collapse in={isOpen} unmountOnExit>
        <div className={styles.body} id={id}>
          <ScheduleEditor
            id={id}
            value={{ expression, timezone }}
            onChange={next => onChange({ workloadId: workload.id, ...next })}
            host={{
              isChosen: override === null,
              onChoose: () => onChange(null),
            }}
          />
          {override && judgement && (
            <ScheduleFacts
              value={override}
              judgement={judgement}
              host={replaced}
            />
          )}
          {override && !judgement && <p>{written}</p>}
          {!override && (
            <p>
              {words(replaced)} <code>{replaced.expression}</code> (
              {replaced.timezone})
            </p>
          )}
        </div>
      </Collapse>
    </div>
  );
};
