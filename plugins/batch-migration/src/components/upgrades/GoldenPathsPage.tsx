import { Content, Header } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useLoad } from '../../hooks/useLoad';
import { rootRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { inPage } from '../page/inPage';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { readRepositories } from './repositories';
import { RepositoryTable } from './RepositoryTable';

const GoldenPaths = () => {
  const { t } = useTexts();
  const catalog = useApi(catalogApiRef);
  const root = useRouteRef(rootRouteRef);
  const repositories = useLoad(
    () => readRepositories(catalog),
    'golden path repositories',
  );
  const behind =
    repositories.value?.filter(({ state }) => state === 'behind').length ?? 0;
  return (
    <>
      <Header
        title={t('upgrades.page')}
        type={t('overview.title')}
        typeLink={root()}
        subtitle={t('upgrades.subtitle')}
      />
      <Content>
        <Section
          title={t('upgrades.list')}
          hint={
            repositories.value &&
            repositories.value.length > 0 &&
            t('upgrades.behind', { count: behind })
          }
          flush
        >
          <Loaded
            load={repositories}
            what={t('upgrades.what')}
            boxes={[40, 40, 40]}
          >
            {found =>
              found.length === 0 ? (
                <p style={{ padding: '0 16px' }}>{t('upgrades.none')}</p>
              ) : (
                <RepositoryTable repositories={found} />
              )
            }
          </Loaded>
        </Section>
      </Content>
    </>
  );
};

/** Which repositories of golden paths are behind, and the way to upgrade them. */
export const GoldenPathsPage = inPage(GoldenPaths);
