import { useApi } from '@backstage/core-plugin-api';
import NativeSelect from '@material-ui/core/NativeSelect';
import type { Summary } from 'backstage-plugin-batch-migration-common';
import { useEffect, useRef, useState } from 'react';
import { useAddress } from '../../address';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { useUndoPlans } from '../undo/useUndoPlans';
import { PlanSelectedButton } from '../bulk/PlanSelectedButton';
import { useBulkPlan } from '../bulk/useBulkPlan';
import { ExportPlans } from '../planFiles/ExportPlans';
import { ImportPlans } from '../planFiles/ImportPlans';
import { Loaded } from '../states/Loaded';
import { Pager } from '../states/Pager';
import { Section } from '../states/Section';
import { SavedViews } from '../views/SavedViews';
import { ColumnMenu } from '../workloads/ColumnMenu';
import { readColumns, writeColumns } from '../workloads/columns';
import { Filters } from '../workloads/Filters';
import { NoMatch } from '../workloads/NoMatch';
import {
  clearFilters,
  firstPage,
  PAGE_SIZES,
  readView,
  toQuery,
  writeFilter,
  writeLimit,
  writeOrder,
  writePage,
} from '../workloads/query';
import { WorkloadTable } from '../workloads/WorkloadTable';

export const WorkloadSection = ({
  summary,
  round,
  onChanged,
}: {
  summary: Summary | undefined;
  round: number;
  /** Plans were changed from here. */
  onChanged: () => void;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const api = useApi(batchMigrationApiRef);
  const { search, hash, change } = useAddress();
  const view = readView(search);
  const columns = readColumns(search);
  const query = toQuery(view);
  const workloads = useLiveLoad(
    async signal => ({
      ...(await api.workloads(query, { signal })),
      first: view.first,
    }),
    JSON.stringify(query),
    round,
  );
  const [selected, setSelected] = useState<string[]>([]);
  const chosen =
    workloads.value?.items.filter(({ id }) => selected.includes(id)) ?? [];
  const undo = useUndoPlans(onChanged);
  const bulk = useBulkPlan({
    onSaved: saved => {
      undo.offer(saved);
      onChanged();
    },
  });
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash === 'workloads') place.current?.scrollIntoView?.();
  }, [hash, search]);

  return (
    <div
      id="workloads"
      ref={place}
      tabIndex={-1}
      style={{ outline: 'none', minWidth: 0 }}
    >
      <Section
        title={t('workloads.title')}
        hint={
          chosen.length > 0
            ? t('jobs.selected', { count: chosen.length })
            : workloads.value && numberText(workloads.value.totalItems)
        }
        action={
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
            <PlanSelectedButton selected={chosen} onPlan={bulk.plan} />
            <ExportPlans filters={view.filters} />
            <ImportPlans mayPlan={summary?.mayPlan} onImported={onChanged} />
          </div>
        }
        flush
      >
        <Filters
          filters={view.filters}
          summary={summary}
          onChange={(filter, values) =>
            change(next => writeFilter(next, filter, values))
          }
          onClear={() => change(clearFilters)}
        >
          <SavedViews />
          <ColumnMenu
            columns={columns}
            onChange={picked =>
              change(next => writeColumns(next, picked), { replace: true })
            }
          />
        </Filters>
        <Loaded
          load={workloads}
          what={t('states.what.workloads')}
          boxes={Array(view.limit > 10 ? 12 : view.limit).fill(44)}
        >
          {({ items, totalItems, nextCursor, first }) =>
            items.length === 0 ? (
              <NoMatch onClear={() => change(clearFilters)} />
            ) : (
              <>
                <div style={{ overflow: 'auto' }}>
                  <WorkloadTable
                    workloads={items}
                    columns={columns}
                    orderBy={view.orderBy}
                    onOrder={order => change(next => writeOrder(next, order))}
                    selection={{
                      selected: chosen.map(({ id }) => id),
                      onSelect: setSelected,
                    }}
                  />
                </div>
                <Pager
                  first={first}
                  shown={items.length}
                  total={totalItems}
                  hasPrevious={view.cursor !== undefined}
                  hasNext={nextCursor !== null}
                  loading={workloads.loading}
                  onFirst={() => change(firstPage)}
                  onNext={() =>
                    change(next =>
                      writePage(next, nextCursor!, first + items.length),
                    )
                  }
                >
                  <label>
                    {t('workloads.rows')}{' '}
                    <NativeSelect
                      value={view.limit}
                      onChange={event =>
                        change(next =>
                          writeLimit(next, Number(event.target.value)),
                        )
                      }
                    >
                      {PAGE_SIZES.map(size => (
                        <option key={size}>{size}</option>
                      ))}
                    </NativeSelect>
                  </label>
                </Pager>
              </>
            )
          }
        </Loaded>
      </Section>
      {bulk.drawer}
      {undo.notice}
    </div>
  );
};
