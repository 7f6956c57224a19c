import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import SearchIcon from '@material-ui/icons/Search';
import {
  DANGER_TYPES,
  STAGES,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { FilterMenu, type FilterOption } from '../workloads/FilterMenu';
import {
  JOB_FILTERS,
  valuesOf,
  type JobFilter,
  type JobView,
} from './jobFilters';

/** Narrows the jobs of one role, which are all here: nothing is asked for. */
export const JobFilters = ({
  jobs,
  view,
  onFilter,
  onText,
}: {
  jobs: readonly WorkloadView[];
  view: JobView;
  onFilter: (filter: JobFilter, values: string[]) => void;
  onText: (text: string) => void;
}) => {
  const { t } = useTexts();
  const optionsOf = (filter: JobFilter): FilterOption[] => {
    const counts = new Map<string, number>();
    for (const value of jobs.flatMap(valuesOf[filter])) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const option = (value: string, label: string) =>
      counts.has(value) ? [{ value, label, count: counts.get(value) }] : [];
    if (filter === 'stage') {
      return STAGES.flatMap(stage => option(stage, t(`stages.${stage}`)));
    }
    if (filter === 'danger') {
      return DANGER_TYPES.flatMap(type => option(type, t(`dangers.${type}`)));
    }
    return [...counts.keys()]
      .sort()
      .flatMap(value =>
        option(value, value === 'none' ? t('filters.none') : refName(value)),
      );
  };
  return (
    <div
      role="search"
      aria-label={t('roleTab.filters')}
      style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}
    >
      {JOB_FILTERS.map(filter => (
        <FilterMenu
          key={filter}
          label={t(`filters.${filter}`)}
          options={optionsOf(filter)}
          selected={view.filters[filter]}
          onChange={values => onFilter(filter, values)}
        />
      ))}
      <TextField
        size="small"
        variant="outlined"
        type="search"
        placeholder={t('roleTab.find')}
        value={view.text}
        onChange={event => onText(event.target.value)}
        inputProps={{ 'aria-label': t('roleTab.find'), style: { padding: 8 } }}
        InputProps={{
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
            </InputAdornment>
          ),
        }}
      />
    </div>
  );
};
