import Checkbox from '@material-ui/core/Checkbox';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  HandoverJobView,
  HandoverPreviewResponse,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { WorkloadLink } from '../links';
import { Section } from '../states/Section';
import { WhyPopover } from '../why/WhyPopover';
import { WhyWord } from '../why/WhyWord';
import { Attest } from './Attest';
import { JobAnswer, useLongestRun } from './JobAnswer';
import { jobVerdict, runsTwice, type JobVerdict } from './jobVerdict';
import { VerdictIcon } from './VerdictIcon';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: { margin: 0, padding: 0, listStyle: 'none' },
    row: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: 4,
      padding: theme.spacing(0.5, 2, 0.5, 0.5),
      borderTop: `1px solid ${tokens.rule}`,
      color: tokens.text1,
    },
    words: { flex: 1, minWidth: 0, paddingTop: 6, overflowWrap: 'anywhere' },
    small: { fontSize: 12, color: tokens.text2 },
    danger: { fontSize: 12, color: tokens.dangerText },
    // Those that say why are 24 px wide, and all stand in one column.
    icon: { paddingTop: 8, minWidth: 24, textAlign: 'center' },
  };
});

/** One line of the list, known from the inventory, from the plan, or only by its id. */
interface Row {
  id: string;
  name: string;
  expressions: string[];
  twice: boolean;
  /** As the inventory has it. */
  built?: WorkloadView;
  view?: HandoverJobView;
  verdict: JobVerdict;
}

function rowsOf(
  built: WorkloadView[],
  chosen: string[],
  preview: HandoverPreviewResponse | null | undefined,
): Row[] {
  const views = new Map(preview?.jobs.map(view => [view.id, view]));
  const known = new Set(built.map(({ id }) => id));
  const verdictOf = (id: string): JobVerdict => {
    if (!chosen.includes(id)) return 'unchosen';
    return preview ? jobVerdict(id, preview) : 'open';
  };
  return [
    ...built.map(job => ({
      id: job.id,
      name: job.name,
      expressions: job.schedule ? [job.schedule.expression] : [],
      twice: runsTwice(job),
      built: job,
      view: views.get(job.id),
      verdict: runsTwice(job) ? ('refused' as const) : verdictOf(job.id),
    })),
    ...chosen
      .filter(id => !known.has(id))
      .map(id => ({
        id,
        name: views.get(id)?.name ?? id,
        expressions: [],
        twice: false,
        view: views.get(id),
        verdict: verdictOf(id),
      })),
  ];
}

const LongestRun = ({
  name,
  run,
}: {
  name: string;
  run: HandoverJobView['longestRun'];
}) => {
  const { text, basis } = useLongestRun()(run);
  if (!run) return <>{text}</>;
  if (run.source === 'measured') {
    return (
      <WhyPopover word={text} of={name} answer={() => <div>{basis}</div>}>
        <span title={basis}>{text}</span>
      </WhyPopover>
    );
  }
  return (
    <>
      {text}
      {/* An attestation shows its author and its expiry for ever, not only on hover. */}
      <div>{basis}</div>
    </>
  );
};

/** The verdict, which says why once there is a plan. */
const JobVerdictIcon = ({
  row: { id, name, verdict, built },
  preview,
}: {
  row: Row;
  preview: JobListProps['preview'];
}) => {
  const { t } = useTexts();
  const icon = <VerdictIcon verdict={verdict} />;
  const says = t(`handover.verdicts.${verdict}`);
  if (built && runsTwice(built)) {
    return (
      <WhyWord workload={built} word="placement" says={says}>
        {icon}
      </WhyWord>
    );
  }
  if (!preview || verdict === 'unchosen' || verdict === 'open') return icon;
  return (
    <WhyPopover
      word={says}
      of={name}
      answer={() => <JobAnswer id={id} name={name} preview={preview} />}
    >
      {icon}
    </WhyPopover>
  );
};

const JobRow = ({
  row,
  preview,
  checked,
  onToggle,
  onAttested,
}: {
  row: Row;
  preview: JobListProps['preview'];
  checked: boolean;
  onToggle: () => void;
  onAttested: () => void;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const expressions =
    row.expressions.length > 0
      ? row.expressions
      : row.view?.legacy.map(({ expression }) => expression) ?? [];
  return (
    <li className={styles.row}>
      <Checkbox
        size="small"
        color="primary"
        checked={checked}
        disabled={row.twice}
        onChange={onToggle}
        inputProps={{
          'aria-label': t('handover.jobs.choose', { name: row.name }),
        }}
      />
      <div className={styles.words}>
        <WorkloadLink id={row.id}>{row.name}</WorkloadLink>
        {row.twice ? (
          <div className={styles.danger}>{t('handover.jobs.runsTwice')}</div>
        ) : (
          <div className={styles.small}>
            {expressions.map(expression => (
              <code key={expression}>{expression} </code>
            ))}
            {row.view && (
              <>
                {expressions.length > 0 && '· '}
                <LongestRun name={row.name} run={row.view.longestRun} />
              </>
            )}
            {row.view && row.view.longestRun?.source !== 'measured' && (
              <div style={{ marginLeft: -5 }}>
                <Attest
                  id={row.id}
                  name={row.name}
                  renew={row.view.longestRun?.source === 'attested'}
                  onAttested={onAttested}
                />
              </div>
            )}
          </div>
        )}
      </div>
      <span className={styles.icon}>
        <JobVerdictIcon row={row} preview={preview} />
      </span>
    </li>
  );
};

export interface JobListProps {
  built: WorkloadView[];
  cut: boolean;
  chosen: string[];
  preview: HandoverPreviewResponse | null | undefined;
  onChoose: (ids: string[]) => void;
  onAttested: () => void;
}

/** Which jobs move; those that run twice cannot be chosen until that is settled. */
export const JobList = ({
  built,
  cut,
  chosen,
  preview,
  onChoose,
  onAttested,
}: JobListProps) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useStyles();
  const rows = rowsOf(built, chosen, preview);
  return (
    <Section
      title={t('handover.jobs.title')}
      hint={t('handover.jobs.hint', {
        chosen: numberText(chosen.length),
        count: rows.length,
      })}
      flush
    >
      <ul className={styles.list}>
        {rows.map(row => (
          <JobRow
            key={row.id}
            row={row}
            preview={preview}
            checked={chosen.includes(row.id)}
            onToggle={() =>
              onChoose(
                chosen.includes(row.id)
                  ? chosen.filter(id => id !== row.id)
                  : [...chosen, row.id],
              )
            }
            onAttested={onAttested}
          />
        ))}
      </ul>
      {cut && (
        <p style={{ fontSize: 12, margin: '8px 16px' }}>
          {t('handover.jobs.cut', { count: built.length })}
        </p>
      )}
    </Section>
  );
};
