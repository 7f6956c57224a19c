import Box from '@material-ui/core/Box';
import { useTexts } from '../../translations/useTexts';
import { EntityLink } from '../links';
import { useTableStyles } from '../workloads/tableStyles';
import type { MadeRepository } from './repositories';
import { UpgradeButton } from './UpgradeButton';
import { UpgradeStateText } from './UpgradeStateText';

/** Repositories of golden paths, those that are behind first. */
export const RepositoryTable = ({
  repositories,
}: {
  repositories: MadeRepository[];
}) => {
  const { t } = useTexts();
  const table = useTableStyles();
  return (
    <Box overflow="auto">
      <table className={table.table} style={{ minWidth: 720 }}>
        <thead>
          <tr>
            <th scope="col">{t('upgrades.repository')}</th>
            <th scope="col">{t('upgrades.owner')}</th>
            <th scope="col">{t('upgrades.goldenPath')}</th>
            <th scope="col">{t('upgrades.version')}</th>
            <th scope="col">{t('upgrades.state')}</th>
            <th scope="col">{t('upgrades.next')}</th>
          </tr>
        </thead>
        <tbody>
          {repositories.map(repository => (
            <tr key={repository.ref}>
              <th scope="row" style={{ overflowWrap: 'anywhere' }}>
                <EntityLink entityRef={repository.ref} />
              </th>
              <td>
                {repository.owner && (
                  <EntityLink entityRef={repository.owner} />
                )}
              </td>
              <td>{repository.goldenPath}</td>
              <td>{repository.version}</td>
              <td>
                <UpgradeStateText repository={repository} />
              </td>
              <td>
                <UpgradeButton repository={repository} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
};
