import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useTheme from '@material-ui/core/styles/useTheme';
import type { BackstageTheme } from '@backstage/theme';
import { sourcesRouteRef } from '../../routes';
import { batchMigrationTranslationRef } from '../../translations';

/** Leads from the page header to where everything comes from. */
export const SourcesLink = () => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const { page } = useTheme<BackstageTheme>();
  return (
    <LinkButton
      size="small"
      variant="outlined"
      to={useRouteRef(sourcesRouteRef)()}
      style={{ color: page?.fontColor, borderColor: page?.fontColor }}
    >
      {t('sources.open')}
    </LinkButton>
  );
};
