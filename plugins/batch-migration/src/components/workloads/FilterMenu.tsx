import { useTexts } from '../../translations/useTexts';
import { CheckMenu } from './CheckMenu';
import { FilterValues, type FilterValuesProps } from './FilterValues';

export type { FilterOption } from './pickValues';

/** One filter; its values are alternatives. */
export const FilterMenu = (values: FilterValuesProps) => {
  const { t } = useTexts();
  const { label, selected } = values;
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
      <FilterValues {...values} />
    </CheckMenu>
  );
};
