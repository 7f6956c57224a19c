import Box from '@material-ui/core/Box';
import {
  WORKLOAD_COLUMNS,
  type WorkloadColumn,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { CheckList } from './CheckList';
import { CheckMenu } from './CheckMenu';

const ALL = WORKLOAD_COLUMNS.length;

/** Chooses the columns of the table; the name of a workload is always one. */
export const ColumnMenu = ({
  columns,
  onChange,
}: {
  columns: readonly WorkloadColumn[];
  onChange: (columns: readonly WorkloadColumn[]) => void;
}) => {
  const { t } = useTexts();
  const label = t('columns.title');
  const isAll = columns.length === ALL;
  const items = WORKLOAD_COLUMNS.map(value => ({
    value,
    label: t(`workloads.${value}`),
    isChecked: columns.includes(value),
  }));
  return (
    <CheckMenu
      label={label}
      words={
        isAll
          ? label
          : t('columns.some', {
              shown: String(columns.length + 1),
              all: String(ALL + 1),
            })
      }
      isActive={!isAll}
    >
      <CheckList
        label={label}
        items={[
          {
            value: 'name',
            label: t('columns.always', { column: t('workloads.workload') }),
            isChecked: true,
            isFixed: true,
          },
          ...items,
        ]}
        onToggle={toggled =>
          onChange(
            items
              .filter(
                ({ value, isChecked }) => (value === toggled) !== isChecked,
              )
              .map(({ value }) => value),
          )
        }
        hasFocus
      />
      <Box px={2} pb={1}>
        <Button
          size="small"
          aria-disabled={isAll}
          onClick={() => onChange(WORKLOAD_COLUMNS)}
        >
          {t('columns.all')}
        </Button>
      </Box>
    </CheckMenu>
  );
};
