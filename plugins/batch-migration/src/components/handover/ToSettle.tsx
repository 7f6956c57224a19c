import makeStyles from '@material-ui/core/styles/makeStyles';
import ErrorIcon from '@material-ui/icons/Error';
import PauseIcon from '@material-ui/icons/PauseCircleFilled';
import ShieldIcon from '@material-ui/icons/Security';
import WarningIcon from '@material-ui/icons/Warning';
import type { HandoverPreviewResponse } from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { WorkloadLink } from '../links';
import { Section } from '../states/Section';
import { Attest } from './Attest';
import { WITHIN_DAYS } from './handoverAddress';
import { codeOf, SettleReason } from './SettleReason';
import { settlePoints, type SettlePoint } from './settlePoints';
import { useWords } from './words';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: { margin: 0, padding: 0, listStyle: 'none' },
    point: {
      display: 'flex',
      gap: 10,
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 13,
      color: tokens.text2,
      overflowWrap: 'anywhere',
    },
    title: { margin: 0, fontSize: 14, fontWeight: 500, color: tokens.text1 },
    words: { flex: 1, minWidth: 0, '& p': { margin: '2px 0' } },
    ways: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: '0 12px',
      margin: '4px 0 0 -5px',
      '& > a': { padding: '4px 5px' },
    },
  };
});

function useTitle(): (point: SettlePoint) => string {
  const { t } = useTexts();
  return point => {
    const { name } = point;
    switch (point.kind) {
      case 'refusal':
        return t(`handover.settle.titles.${codeOf(point.refusal)}`, { name });
      case 'procedure':
        return t(
          point.move.procedure === 'guard'
            ? 'handover.settle.titles.guard'
            : 'handover.settle.titles.pause',
          { name },
        );
      case 'differences':
        return t('handover.settle.titles.differences', { name });
      default:
        return t('handover.settle.titles.warning', { name });
    }
  };
}

const PointIcon = ({ point }: { point: SettlePoint }) => {
  const tokens = useTokens();
  if (point.kind === 'procedure') {
    return point.move.procedure === 'guard' ? (
      <ShieldIcon fontSize="small" style={{ color: tokens.good }} aria-hidden />
    ) : (
      <PauseIcon
        fontSize="small"
        style={{ color: tokens.warningText }}
        aria-hidden
      />
    );
  }
  const acute = point.kind === 'refusal' && point.refusal.code === 'runs-twice';
  return acute ? (
    <ErrorIcon
      fontSize="small"
      style={{ color: tokens.dangerText }}
      aria-hidden
    />
  ) : (
    <WarningIcon
      fontSize="small"
      style={{ color: tokens.warning }}
      aria-hidden
    />
  );
};

export interface ToSettleProps {
  preview: HandoverPreviewResponse;
  withinDays: number;
  onLeaveOut: (id: string) => void;
  onTake: (at: number) => void;
  onPlanAlone: (id: string) => void;
  onLookFurther: (days: number) => void;
  onAttested: () => void;
}

/** Each warning and refusal with a way out of it. */
export const ToSettle = ({
  preview,
  withinDays,
  onLeaveOut,
  onTake,
  onPlanAlone,
  onLookFurther,
  onAttested,
}: ToSettleProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const words = useWords();
  const titleOf = useTitle();
  const points = settlePoints(preview);
  const attested = new Map(
    preview.jobs.map(({ id, longestRun }) => [id, longestRun?.source]),
  );
  const further = WITHIN_DAYS.find(days => days > withinDays);
  const way = (label: string, onClick: () => void, name?: string) => (
    <Button
      key={label}
      size="small"
      color="primary"
      aria-label={name}
      onClick={onClick}
      style={{ minWidth: 0 }}
    >
      {label}
    </Button>
  );

  const waysOut = (point: SettlePoint) => {
    const ways: ReactNode[] = [];
    const refusal = point.kind === 'refusal' ? point.refusal : undefined;
    const attests =
      refusal?.code === 'no-longest-run' ||
      (refusal?.code === 'attestation-expires' &&
        attested.get(point.id) === 'attested');
    if (attests) {
      ways.push(
        <Attest
          key="attest"
          id={point.id}
          name={point.name}
          renew={refusal.code === 'attestation-expires'}
          onAttested={onAttested}
        />,
      );
    }
    for (const at of [refusal?.nearest?.before, refusal?.nearest?.after]) {
      if (at) {
        ways.push(
          way(t('handover.settle.takeAt', { at: words.instant(at) }), () =>
            onTake(Date.parse(at)),
          ),
        );
      }
    }
    if (refusal && codeOf(refusal) === 'no-gap' && preview.jobs.length > 1) {
      ways.push(
        way(
          t('handover.settle.planAlone'),
          () => onPlanAlone(point.id),
          t('handover.settle.planAloneOf', { name: point.name }),
        ),
      );
    }
    if (refusal?.code === 'no-window' && further) {
      ways.push(
        way(t('handover.settle.lookFurther', { days: String(further) }), () =>
          onLookFurther(further),
        ),
      );
    }
    return ways;
  };

  return (
    <Section
      title={t('handover.settle.title')}
      hint={
        points.length > 0 && t('handover.settle.hint', { count: points.length })
      }
    >
      {points.length === 0 && <p>{t('handover.settle.none')}</p>}
      <ul className={styles.list}>
        {points.map(point => (
          <li
            key={`${point.kind} ${point.id} ${titleOf(point)} ${
              point.kind === 'warning' ? point.warning.code : ''
            }`}
            className={styles.point}
          >
            <PointIcon point={point} />
            <div className={styles.words}>
              <h3 className={styles.title}>{titleOf(point)}</h3>
              <SettleReason point={point} />
              <div className={styles.ways}>
                {waysOut(point)}
                <WorkloadLink
                  id={point.id}
                  aria-label={t('handover.settle.openJobOf', {
                    name: point.name,
                  })}
                >
                  {t('handover.settle.openJob')}
                </WorkloadLink>
                {way(
                  t('handover.settle.leaveOut'),
                  () => onLeaveOut(point.id),
                  t('handover.settle.leaveOutOf', { name: point.name }),
                )}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
};
