import type {
  DangerType,
  WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { FilterLink } from '../links';
import { WhyFound } from '../why/WhyFound';
import { WhyPopover } from '../why/WhyPopover';
import { DangerChip } from './DangerChip';

export interface DangerCountProps {
  type: DangerType;
  count: number;
  /** Of which workloads; all of them where none is given. */
  filters?: WorkloadFilters;
}

/** How many are in an acute danger, which leads to them; the danger says why. */
export const DangerCount = ({ type, count, filters }: DangerCountProps) => {
  const { t } = useTexts();
  const those = { ...filters, danger: [type] };
  const word = `${count} ${t(`dangers.${type}`)}`;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <FilterLink filters={those} aria-label={word}>
        {count}
      </FilterLink>{' '}
      <WhyPopover
        word={word}
        answer={() => <WhyFound filters={those} word={type} />}
      >
        <DangerChip type={type} severity="acute" />
      </WhyPopover>
    </span>
  );
};
