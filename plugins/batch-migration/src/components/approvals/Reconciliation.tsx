import {
  countsOf,
  coversBuildsOnly,
  type ApprovalPlaceView,
  type ReconciliationReport,
} from 'backstage-plugin-batch-migration-common';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';
import { Time, useInstantText } from '../time/Time';
import { useChipStyles } from './ApprovalState';

const LOOKS = {
  clean: 'good',
  unapproved: 'red',
  undecided: 'waiting',
  stale: 'waiting',
  none: 'plain',
  unreadable: 'waiting',
  unread: 'plain',
} as const;

const Numbers = ({ report }: { report: ReconciliationReport }) => {
  const { t } = useTexts();
  const instant = useInstantText();
  const { unapproved, unknown } = countsOf(report);
  const changes = String(report.changes);
  const told = [
    t('approvals.workload.unapproved', {
      unapproved: String(unapproved),
      changes,
    }),
    ...(unknown > 0
      ? [
          t('approvals.workload.undecided', {
            unknown: String(unknown),
            changes,
          }),
        ]
      : []),
    ...(coversBuildsOnly(report) ? [t('approvals.workload.buildsOnly')] : []),
    t('approvals.workload.period', {
      from: instant(report.from),
      until: instant(report.until),
    }),
  ];
  return <span>{told.join(' · ')}</span>;
};

const Findings = ({ report }: { report: ReconciliationReport }) => {
  const { t } = useTexts();
  const { unapproved, unknown, leftOut } = report;
  const more = leftOut.unapproved + leftOut.unknown;
  if (unapproved.length + unknown.length + more === 0) return null;
  const all = [
    ...unapproved.map(one => ({
      ...one,
      name: t('approvals.workload.byWho', { id: one.id, by: one.by }),
    })),
    ...unknown.map(one => ({ ...one, name: one.id })),
  ];
  return (
    <ul>
      {all.map(({ id, at, name, reason }) => (
        <li key={`${id} ${at}`} style={{ overflowWrap: 'anywhere' }}>
          <Time at={at} show="near" /> · {name}: {reason}
        </li>
      ))}
      {more > 0 && <li>{t('approvals.workload.more', { count: more })}</li>}
    </ul>
  );
};

/** What was held against the approvals last. Only what is all approved is green. */
export const Reconciliation = ({
  reconciliation: { standing, report, unread },
}: Pick<ApprovalPlaceView, 'reconciliation'>) => {
  const { t } = useTexts();
  const chips = useChipStyles();
  return (
    <div style={{ marginTop: 6, fontSize: 13 }}>
      <span className={chips[LOOKS[standing]]}>
        {t(`approvals.workload.standings.${standing}`)}
      </span>{' '}
      {report && <Numbers report={report} />}
      {standing === 'none' && t('approvals.workload.noneWhy')}
      {standing === 'stale' && <div>{t('approvals.workload.staleWhy')}</div>}
      {unread && <ServerWords text={unread} />}
      {report && coversBuildsOnly(report) && (
        <div>{t('approvals.workload.buildsOnlyWhy')}</div>
      )}
      {report && <Findings report={report} />}
    </div>
  );
};
