import type { ReactNode } from 'react';
import { useTexts } from '../../translations/useTexts';
import { CheckMenu } from './CheckMenu';
import { FilterValues, type FilterValuesProps } from './FilterValues';

export type { FilterOption } from './pickValues';

/** Says how many values of a filter are chosen, and opens them. */
export const FilterButton = ({
  label,
  selected,
  children,
}: Pick<FilterValuesProps, 'label' | 'selected'> & {
  children: ReactNode;
}) => {
  const { t } = useTexts();
  return (
    <CheckMenu
      label={label}
      words={
        selected.length > 0
          ? t('filters.active', { label, selected: String(selected.length) })
          : label
      }
      isActive={selected.length > 0}
    >
      {children}
    </CheckMenu>
  );
};

/** One filter; its values are alternatives. */
export const FilterMenu = (values: FilterValuesProps) => (
  <FilterButton {...values}>
    <FilterValues {...values} />
  </FilterButton>
);
