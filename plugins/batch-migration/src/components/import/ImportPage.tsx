import { Content, Header, Page } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { rootRouteRef } from '../../routes';
import { batchMigrationTranslationRef } from '../../translations';

/** What is in this crontab, what breaks on the way, what will be created? */
export const ImportPage = () => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const root = useRouteRef(rootRouteRef);
  return (
    <Page themeId="home">
      <Header
        title={t('import.title')}
        type={t('overview.title')}
        typeLink={root()}
      />
      <Content>{null}</Content>
    </Page>
  );
};
