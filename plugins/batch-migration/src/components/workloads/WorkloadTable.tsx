import Checkbox from '@material-ui/core/Checkbox';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import {
  WORKLOAD_COLUMNS,
  type WorkloadColumn,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useCallback, useRef } from 'react';
import { useTexts } from '../../translations/useTexts';
import type { Order } from './query';
import { useRowStyles, useTableStyles } from './tableStyles';
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
            head(
              t(`workloads.${column}`),
              ORDERS[column],
              column === 'lamps' ? rows.lampsHead : rows[column],
            ),
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
