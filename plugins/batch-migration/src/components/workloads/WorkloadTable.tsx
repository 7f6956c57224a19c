import Checkbox from '@material-ui/core/Checkbox';
import makeStyles from '@material-ui/core/styles/makeStyles';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import {
  WORKLOAD_COLUMNS,
  type WorkloadColumn,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useCallback, useRef } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import type { Order } from './query';
import { useRowStyles } from './rowStyles';
import { useOneTabStop } from './useOneTabStop';
import { useTicks } from './useTicks';
import { WorkloadRow } from './WorkloadRow';

/** Columns that the rows can be sorted by. */
const ORDERS: Partial<Record<WorkloadColumn, Order>> = {
  place: 'server',
  stage: 'stage',
  next: 'danger',
  nextRun: 'nextRun',
};

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
  /** Beside the name; all by default. */
  columns?: readonly WorkloadColumn[];
  orderBy: Order;
  onOrder: (order: Order) => void;
  /** Rows may be ticked where it is given. */
  selection?: { selected: string[]; onSelect: (ids: string[]) => void };
}

export const WorkloadTable = ({
  workloads,
  columns = WORKLOAD_COLUMNS,
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
  const latest = useRef(tick);
  latest.current = tick;
  const onTick = useCallback<typeof tick>(
    (...one) => latest.current(...one),
    [],
  );
  const head = (label: string, order?: Order, className?: string) => (
    <th
      key={label}
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
                color="primary"
                size="small"
                checked={isAll}
                indeterminate={isSome}
                inputProps={{ 'aria-label': t('jobs.selectAll') }}
                onChange={tickAll}
              />
            </th>
          )}
          {head(t('workloads.workload'), 'name')}
          {columns.map(column =>
            head(t(`workloads.${column}`), ORDERS[column], rows[column]),
          )}
        </tr>
      </thead>
      <tbody className={rows.body}>
        {workloads.map(workload => (
          <WorkloadRow
            key={workload.id}
            workload={workload}
            columns={columns}
            isTicked={selection?.selected.includes(workload.id) ?? false}
            onTick={selection && onTick}
          />
        ))}
      </tbody>
    </table>
  );
};
