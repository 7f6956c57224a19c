import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import NativeSelect from '@material-ui/core/NativeSelect';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Summary } from 'backstage-plugin-batch-migration-common';
import { useEffect, useRef } from 'react';
import { useAddress } from '../../address';
import { batchMigrationApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { Loaded } from '../states/Loaded';
import { Pager } from '../states/Pager';
import { Section } from '../states/Section';
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

/** Roles as the catalog knows them; without the catalog the filter has no values. */
function useRoleRefs(): string[] {
  const catalogApi = useApi(catalogApiRef);
  const roles = useLoad(
    async () =>
      (
        await catalogApi.getEntities({
          filter: { kind: 'Resource', 'spec.type': 'server-role' },
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        })
      ).items.map(entity => stringifyEntityRef(entity)),
    'roles',
  );
  return roles.value ?? [];
}

export const WorkloadSection = ({
  summary,
  round,
}: {
  summary: Summary | undefined;
  round: number;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const { search, hash, change } = useAddress();
  const view = readView(search);
  const query = toQuery(view);
  const roleRefs = useRoleRefs();
  const workloads = useLoad(
    signal => api.workloads(query, { signal }),
    `${round} ${JSON.stringify(query)}`,
  );
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
        hint={workloads.value && String(workloads.value.totalItems)}
        flush
      >
        <Filters
          filters={view.filters}
          summary={summary}
          roleRefs={roleRefs}
          onChange={(filter, values) =>
            change(next => writeFilter(next, filter, values))
          }
          onClear={() => change(clearFilters)}
        />
        <Loaded
          load={workloads}
          what={t('states.what.workloads')}
          boxes={Array(view.limit > 10 ? 12 : view.limit).fill(44)}
        >
          {({ items, totalItems, nextCursor }) =>
            items.length === 0 ? (
              <NoMatch onClear={() => change(clearFilters)} />
            ) : (
              <>
                <Box overflow="auto">
                  <WorkloadTable
                    workloads={items}
                    orderBy={view.orderBy}
                    onOrder={order => change(next => writeOrder(next, order))}
                  />
                </Box>
                <Pager
                  first={view.first}
                  shown={items.length}
                  total={totalItems}
                  hasPrevious={view.cursor !== undefined}
                  hasNext={nextCursor !== null}
                  onFirst={() => change(firstPage)}
                  onNext={() =>
                    change(next =>
                      writePage(next, nextCursor!, view.first + items.length),
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
    </div>
  );
};
