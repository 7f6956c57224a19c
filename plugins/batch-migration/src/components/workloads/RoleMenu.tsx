import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { Loaded } from '../states/Loaded';
import { FilterButton } from './FilterMenu';
import { FilterValues, type FilterValuesProps } from './FilterValues';

type RoleValuesProps = Omit<FilterValuesProps, 'options'>;

const RoleValues = (values: RoleValuesProps) => {
  const { t } = useTexts();
  const catalogApi = useApi(catalogApiRef);
  const roles = useLoad(async () => {
    const { items } = await catalogApi.getEntities({
      filter: { kind: 'Resource', 'spec.type': 'server-role' },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    });
    return items
      .map(entity => stringifyEntityRef(entity))
      .map(value => ({ value, label: refName(value) }));
  }, 'roles');
  const isThere = roles.value !== undefined && !roles.error;
  return (
    <Box p={isThere ? 0 : 2}>
      <Loaded
        load={roles}
        what={t('states.what.roles')}
        boxes={[28, 28, 28, 28]}
      >
        {options => <FilterValues {...values} options={options} />}
      </Loaded>
    </Box>
  );
};

/**
 * The filter by role. Roles are as the catalog knows them, and it is asked when
 * the list opens: there may be ten thousand, and the page has no other use for
 * them.
 */
export const RoleMenu = (values: RoleValuesProps) => (
  <FilterButton {...values}>
    <RoleValues {...values} />
  </FilterButton>
);
