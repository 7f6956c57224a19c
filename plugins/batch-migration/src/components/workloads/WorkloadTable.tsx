import Checkbox from '@material-ui/core/Checkbox';
import makeStyles from '@material-ui/core/styles/makeStyles';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import type { MouseEvent, ReactNode } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { NextThing } from '../danger/NextThing';
import { WhyLamps } from '../lamps/WhyLamps';
import { EntityLink, WorkloadLink } from '../links';
import { WhyStage } from '../stage/WhyStage';
import { NextRun } from './NextRun';
import type { Order } from './query';
import { useRowStyles } from './rowStyles';
import { useOneTabStop } from './useOneTabStop';
import { useTicks } from './useTicks';

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

export interface WorkloadTableProps {
  workloads: WorkloadView[];
  orderBy: Order;
  onOrder: (order: Order) => void;
  /** Rows may be ticked where it is given. */
  selection?: { selected: string[]; onSelect: (ids: string[]) => void };
}

export const Places = ({ serverRefs }: { serverRefs: string[] }): ReactNode => (
  <>
    {serverRefs[0] && <EntityLink entityRef={serverRefs[0]} tab="/migration" />}
    {serverRefs.length > 1 && ` +${serverRefs.length - 1}`}
  </>
);

const WorkloadRow = ({
  workload,
  isTicked,
  onTick,
}: {
  workload: WorkloadView;
  isTicked: boolean;
  onTick?: (id: string, isRange: boolean) => void;
}) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const rows = useRowStyles();
  return (
    <tr className={rows.row} aria-selected={onTick && isTicked}>
      {onTick && (
        <td className={rows.check}>
          <Checkbox
            size="small"
            checked={isTicked}
            inputProps={{
              'aria-label': t('jobs.select', { name: workload.name }),
            }}
            onClick={(event: MouseEvent) => onTick(workload.id, event.shiftKey)}
          />
        </td>
      )}
      <th scope="row" className={rows.name}>
        <WorkloadLink id={workload.id}>{workload.name}</WorkloadLink>
        <span
          className={`${styles.command} ${styles.wide}`}
          title={workload.command}
        >
          {workload.command}
        </span>
      </th>
      <td className={styles.wide}>
        <Places serverRefs={workload.serverRefs} />
        <div className={styles.small}>
          <EntityLink entityRef={workload.roleRef} tab="/jobs" />
        </div>
      </td>
      <td className={rows.lamps}>
        <WhyLamps workload={workload} />
      </td>
      <td className={rows.stage}>
        <WhyStage workload={workload} />
      </td>
      <td className={rows.next}>
        <NextThing workload={workload} />
      </td>
      <td className={rows.when}>
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
  selection,
}: WorkloadTableProps) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const rows = useRowStyles();
  const table = useOneTabStop();
  const { isAll, isSome, tickAll, tick } = useTicks(
    workloads.map(({ id }) => id),
    selection?.selected ?? [],
    ids => selection?.onSelect(ids),
  );
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
    <table
      ref={table}
      className={`${styles.table} ${rows.table}`}
      aria-label={t('workloads.title')}
    >
      <caption className={rows.keys}>{t('why.keys')}</caption>
      <thead className={rows.body}>
        <tr className={rows.head}>
          {selection && (
            <th scope="col">
              <Checkbox
                size="small"
                checked={isAll}
                indeterminate={isSome}
                inputProps={{ 'aria-label': t('jobs.selectAll') }}
                onChange={tickAll}
              />
            </th>
          )}
          {head(t('workloads.workload'), 'name')}
          {head(t('workloads.place'), 'server', styles.wide)}
          {head(t('workloads.lamps'))}
          {head(t('workloads.stage'), 'stage')}
          {head(t('workloads.next'), 'danger')}
          {head(t('workloads.nextRun'), 'nextRun')}
          {head(t('workloads.owner'), undefined, styles.wide)}
          {head(t('workloads.wave'), undefined, styles.wide)}
        </tr>
      </thead>
      <tbody className={rows.body}>
        {workloads.map(workload => (
          <WorkloadRow
            key={workload.id}
            workload={workload}
            isTicked={selection?.selected.includes(workload.id) ?? false}
            onTick={selection && tick}
          />
        ))}
      </tbody>
    </table>
  );
};
