import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import makeStyles from '@material-ui/core/styles/makeStyles';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { tokensOf } from '../../theme/tokens';
import { batchMigrationTranslationRef } from '../../translations';
import { NextThing } from '../danger/NextThing';
import { Pulse } from '../facts/Pulse';
import { WorkloadLamps } from '../lamps/Lamps';
import { EntityLink, WorkloadLink } from '../links';
import { StageTrack } from '../stage/StageTrack';
import { Time } from '../time/Time';
import type { Order } from './query';

export const useTableStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontSize: 13,
      color: tokens.text1,
      '& thead th': {
        textAlign: 'left',
        fontWeight: 500,
        fontSize: 12,
        color: tokens.text2,
        padding: '6px 8px',
        background: tokens.faint,
      },
      '& td, & tbody th': {
        textAlign: 'left',
        fontWeight: 'inherit',
        padding: '8px',
        borderTop: `1px solid ${tokens.rule}`,
        verticalAlign: 'top',
      },
      '& td:first-child, & th:first-child': { paddingLeft: theme.spacing(2) },
      '& td > time': {
        [theme.breakpoints.up('md')]: { whiteSpace: 'nowrap' },
      },
      '& tbody tr:hover': { background: tokens.faint },
    },
    command: {
      display: 'block',
      fontFamily: 'monospace',
      fontSize: 12,
      color: tokens.text2,
      maxWidth: 300,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      [theme.breakpoints.down('sm')]: { maxWidth: 150 },
    },
    small: { fontSize: 12, color: tokens.text2 },
    wide: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  };
});

/** When it runs next, or how else it is started. */
export const NextRun = ({ workload }: { workload: WorkloadView }) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  if (workload.kind !== 'scheduled') {
    return (
      <>
        {t(`runsHow.${workload.kind}`)}
        <Pulse locations={workload.locations} />
      </>
    );
  }
  const { nextRunAt } = workload.assessment;
  return nextRunAt ? <Time at={nextRunAt} /> : <>{t('runsHow.never')}</>;
};

export interface WorkloadTableProps {
  workloads: WorkloadView[];
  orderBy: Order;
  onOrder: (order: Order) => void;
}

export const Places = ({ serverRefs }: { serverRefs: string[] }): ReactNode => (
  <>
    {serverRefs[0] && <EntityLink entityRef={serverRefs[0]} tab="/migration" />}
    {serverRefs.length > 1 && ` +${serverRefs.length - 1}`}
  </>
);

const WorkloadRow = ({ workload }: { workload: WorkloadView }) => {
  const styles = useTableStyles();
  const { assessment } = workload;
  return (
    <tr>
      <th scope="row">
        <WorkloadLink id={workload.id}>{workload.name}</WorkloadLink>
        <span className={styles.command} title={workload.command}>
          {workload.command}
        </span>
      </th>
      <td className={styles.wide}>
        <Places serverRefs={workload.serverRefs} />
        <div className={styles.small}>
          <EntityLink entityRef={workload.roleRef} tab="/jobs" />
        </div>
      </td>
      <td>
        <WorkloadLamps workload={workload} />
      </td>
      <td className={styles.wide}>
        <StageTrack stage={assessment.stage} stale={assessment.stale} />
      </td>
      <td>
        <NextThing assessment={assessment} />
      </td>
      <td>
        <NextRun workload={workload} />
      </td>
      <td className={styles.wide}>
        {workload.ownerRef ? <EntityLink entityRef={workload.ownerRef} /> : '–'}
      </td>
      <td className={styles.wide}>{workload.plan.wave ?? '–'}</td>
    </tr>
  );
};

export const WorkloadTable = ({
  workloads,
  orderBy,
  onOrder,
}: WorkloadTableProps) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const styles = useTableStyles();
  const head = (label: string, order?: Order, className?: string) => (
    <th
      scope="col"
      className={className}
      aria-sort={order && orderBy === order ? 'ascending' : undefined}
    >
      {order ? (
        <TableSortLabel
          active={orderBy === order}
          direction="asc"
          onClick={() => onOrder(order)}
        >
          {label}
        </TableSortLabel>
      ) : (
        label
      )}
    </th>
  );
  return (
    <table className={styles.table} aria-label={t('workloads.title')}>
      <thead>
        <tr>
          {head(t('workloads.workload'), 'name')}
          {head(t('workloads.place'), 'server', styles.wide)}
          {head(t('workloads.lamps'))}
          {head(t('workloads.stage'), 'stage', styles.wide)}
          {head(t('workloads.next'), 'danger')}
          {head(t('workloads.nextRun'), 'nextRun')}
          {head(t('workloads.owner'), undefined, styles.wide)}
          {head(t('workloads.wave'), undefined, styles.wide)}
        </tr>
      </thead>
      <tbody>
        {workloads.map(workload => (
          <WorkloadRow key={workload.id} workload={workload} />
        ))}
      </tbody>
    </table>
  );
};
