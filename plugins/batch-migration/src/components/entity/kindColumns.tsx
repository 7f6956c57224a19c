import type {
  Kind,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { useCopies } from '../facts/useCopies';
import { Time } from '../time/Time';
import { formatDate } from '../time/format';
import { useDuration } from '../time/useDuration';

interface CellProps {
  job: WorkloadView;
}

const SIDES = ['legacy', 'target'] as const;

const WEEK_MS = 7 * 86_400_000;

const seen = ({ locations }: WorkloadView) =>
  locations.filter(({ state }) => state !== 'unknown');

const Expression = ({ job: { schedule } }: CellProps) => (
  <code title={schedule?.timezone}>{schedule?.expression ?? '–'}</code>
);

/** Copies that run, of those that should; each side that tells has a line, which it begins where both do. */
const Replicas = ({ job }: CellProps) => {
  const { t } = useTexts();
  const copiesOf = useCopies();
  const services = seen(job).flatMap(({ detail, side }) =>
    detail.service ? [{ ...detail.service, side }] : [],
  );
  const sides = SIDES.flatMap(side => {
    const ofSide = services.filter(service => service.side === side);
    return ofSide.length > 0 ? [{ side, words: copiesOf(ofSide) }] : [];
  });
  if (sides.length === 0) return <>{t('roleTab.unknown')}</>;
  return (
    <>
      {sides.map(({ side, words }) => (
        <div key={side}>
          {sides.length > 1 && `${t(`sides.${side}`)}: `}
          {words}
        </div>
      ))}
    </>
  );
};

const QueueAge = ({ job }: CellProps) => {
  const { t } = useTexts();
  const duration = useDuration();
  const queues = seen(job).flatMap(({ detail }) =>
    detail.queue ? [detail.queue] : [],
  );
  if (queues.length === 0) return <>{t('roleTab.unknown')}</>;
  return (
    <>
      {queues.map(({ name, oldestMessageSeconds }) => (
        <div key={name} title={name}>
          {oldestMessageSeconds === null
            ? t('roleTab.unknown')
            : duration(oldestMessageSeconds)}
        </div>
      ))}
    </>
  );
};

/** Uses a week over the time of which uses are known. */
const Uses = ({ job }: CellProps) => {
  const { t } = useTexts();
  const { now, locale, timezone } = useEstate();
  const known = seen(job).flatMap(({ detail: { uses } }) =>
    uses && uses.count !== null ? [{ ...uses, count: uses.count }] : [],
  );
  if (known.length === 0 || !now || !timezone) {
    return <>{t('roleTab.unknown')}</>;
  }
  const count = known.reduce((sum, uses) => sum + uses.count, 0);
  const since = known.map(uses => uses.since).sort()[0];
  const weeks = Math.max(1, (now.getTime() - Date.parse(since)) / WEEK_MS);
  return (
    <span
      title={t('roleTab.usesSince', {
        count,
        date: formatDate(new Date(since), locale, timezone),
      })}
    >
      {new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(
        count / weeks,
      )}
    </span>
  );
};

const LastUsed = ({ job }: CellProps) => {
  const { t } = useTexts();
  const last = seen(job)
    .flatMap(({ detail }) => detail.lastUsedAt ?? [])
    .sort()
    .pop();
  return last ? <Time at={last} show="near" /> : <>{t('roleTab.unknown')}</>;
};

const COLUMNS = {
  scheduled: [{ title: 'jobs.schedule', Cell: Expression }],
  resident: [
    { title: 'roleTab.replicas', Cell: Replicas },
    { title: 'roleTab.queueAge', Cell: QueueAge },
  ],
  'on-demand': [
    { title: 'roleTab.uses', Cell: Uses },
    { title: 'roleTab.usedBy', Cell: LastUsed },
  ],
  service: [],
} as const satisfies Record<Kind, unknown>;

/** What tells of jobs of these kinds how they are started; a role mostly has one kind. */
export function columnsOf(kinds: readonly Kind[]) {
  const [kind = 'scheduled', ...others] = new Set(kinds);
  return {
    columns: COLUMNS[others.length > 0 ? 'scheduled' : kind],
    /** Whether runs and uses by day mean something; processes that are always on have none. */
    hasDays: kinds.some(one => one === 'scheduled' || one === 'on-demand'),
  };
}
