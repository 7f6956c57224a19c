import { Content, Header, Page } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { rootRouteRef } from '../../routes';
import { batchMigrationTranslationRef } from '../../translations';

/** At which instant can these jobs move with no missed and no double run? */
export const HandoverPage = () => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const root = useRouteRef(rootRouteRef);
  return (
    <Page themeId="home">
      <Header
        title={t('handover.title')}
        type={t('overview.title')}
        typeLink={root()}
      />
      <Content>{null}</Content>
    </Page>
  );
};
