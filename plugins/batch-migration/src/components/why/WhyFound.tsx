import { useApi } from '@backstage/core-plugin-api';
import type { WorkloadFilters } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { FilterLink, toSearch } from '../links';
import { Loaded } from '../states/Loaded';
import type { DerivedWord } from './derivedWords';
import { WhyEach } from './WhyEach';

/** The rest is behind the link. */
const ASKED = 20;

export interface WhyFoundProps {
  /** By which the workloads are counted. */
  filters: WorkloadFilters;
  word: DerivedWord;
}

/** On what a number of workloads rests: the workloads, each with its grounds. */
export const WhyFound = ({ filters, word }: WhyFoundProps) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const found = useLoad(
    signal =>
      api.workloads(
        { ...filters, orderBy: 'danger', limit: ASKED },
        { signal },
      ),
    toSearch(filters),
  );
  return (
    <Loaded load={found} what={t('states.what.workloads')} boxes={[24, 36, 36]}>
      {({ items, totalItems }) => (
        <>
          {items.length === 0 && <div>{t('why.noLonger')}</div>}
          <WhyEach workloads={items} word={word} />
          {totalItems > items.length && (
            <FilterLink filters={filters}>
              {t('why.all', { count: totalItems })}
            </FilterLink>
          )}
        </>
      )}
    </Loaded>
  );
};
