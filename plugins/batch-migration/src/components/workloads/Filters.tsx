import makeStyles from '@material-ui/core/styles/makeStyles';
import FilterIcon from '@material-ui/icons/FilterList';
import {
  DANGER_TYPES,
  KINDS,
  PLACEMENTS,
  STAGES,
  STRATEGIES,
  type Summary,
  type WorkloadFilter,
  type WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { refName } from '../links';
import { useIsNarrow } from '../overview/useIsNarrow';
import { FilterMenu, type FilterOption } from './FilterMenu';
import { RoleMenu } from './RoleMenu';
import { TextFilter } from './TextFilter';

export interface FiltersProps {
  filters: WorkloadFilters;
  /** For the values that only the estate knows: servers, owners, waves. */
  summary: Summary | undefined;
  /** Filters that the place already fixes, for example the role on its own tab. */
  hidden?: WorkloadFilter[];
  onChange: (filter: WorkloadFilter, values: string[]) => void;
  onClear: () => void;
  /** Other choices of what the table shows, beside those of the filters. */
  children?: ReactNode;
}

const useStyles = makeStyles(theme => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0, 2, 1),
  },
  fold: { minHeight: 40 },
}));

const FOLDED = 'batch-migration-filters';

/** Filters and search; on a narrow page the filters are behind one button. */
export const Filters = ({
  filters,
  summary,
  hidden = [],
  onChange,
  onClear,
  children,
}: FiltersProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const isNarrow = useIsNarrow();
  const [isOpen, setOpen] = useState(false);
  const count = (counts: Array<{ key: string; count: number }> = []) =>
    new Map(counts.map(item => [item.key, item.count]));
  const refs = (counts: Array<{ key: string; count: number }> = []) =>
    counts.map(item => ({
      value: item.key,
      label: item.key === 'none' ? t('filters.none') : refName(item.key),
      count: item.count,
    }));
  const stages = count(summary?.byStage);
  const placements = count(summary?.byPlacement);
  const strategies = count(summary?.byStrategy);

  const menus: Array<{
    filter: Exclude<WorkloadFilter, 'text'>;
    /** Without them its menu looks for its values itself. */
    options?: FilterOption[];
  }> = [
    {
      filter: 'danger',
      options: DANGER_TYPES.map(value => ({
        value,
        label: t(`dangers.${value}`),
      })),
    },
    { filter: 'server', options: refs(summary?.byServer) },
    { filter: 'role' },
    {
      filter: 'kind',
      options: KINDS.map(value => ({ value, label: t(`kinds.${value}`) })),
    },
    {
      filter: 'stage',
      options: STAGES.map(value => ({
        value,
        label: t(`stages.${value}`),
        count: stages.get(value),
      })),
    },
    {
      filter: 'placement',
      options: PLACEMENTS.map(value => ({
        value,
        label: t(`placements.${value}`),
        count: placements.get(value),
      })),
    },
    {
      filter: 'strategy',
      options: [
        ...STRATEGIES.map(value => ({
          value: value as string,
          label: t(`strategies.${value}`),
          count: strategies.get(value),
        })),
        {
          value: 'none',
          label: t('filters.none'),
          count: strategies.get('none'),
        },
      ],
    },
    { filter: 'wave', options: refs(summary?.byWave) },
    { filter: 'owner', options: refs(summary?.byOwner) },
  ];

  const text = (
    <TextFilter
      value={filters.text?.[0] ?? ''}
      grows={isNarrow}
      onChange={next => onChange('text', next === '' ? [] : [next])}
    />
  );
  const chosen = Object.keys(filters).filter(filter => filter !== 'text');
  const label = t('filters.button');
  return (
    <div role="search" aria-label={t('filters.label')}>
      {isNarrow && (
        <div className={styles.line}>
          {text}
          <Button
            size="small"
            variant="outlined"
            className={styles.fold}
            startIcon={<FilterIcon />}
            color={chosen.length > 0 ? 'primary' : 'default'}
            aria-expanded={isOpen}
            aria-controls={isOpen ? FOLDED : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            {chosen.length > 0
              ? t('filters.active', { label, selected: String(chosen.length) })
              : label}
          </Button>
        </div>
      )}
      {(!isNarrow || isOpen) && (
        <div id={FOLDED}>
          {children && <div className={styles.line}>{children}</div>}
          <div className={styles.line}>
            {menus
              .filter(({ filter }) => !hidden.includes(filter))
              .map(({ filter, options }) => {
                const menu = {
                  label: t(`filters.${filter}`),
                  selected: filters[filter] ?? [],
                  onChange: (values: string[]) => onChange(filter, values),
                };
                return options ? (
                  <FilterMenu key={filter} {...menu} options={options} />
                ) : (
                  <RoleMenu key={filter} {...menu} />
                );
              })}
            {Object.keys(filters).length > 0 && (
              <Button size="small" onClick={onClear}>
                {t('filters.clear')}
              </Button>
            )}
            {!isNarrow && text}
          </div>
        </div>
      )}
    </div>
  );
};
