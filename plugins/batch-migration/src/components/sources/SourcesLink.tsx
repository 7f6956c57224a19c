import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import useTheme from '@material-ui/core/styles/useTheme';
import type { BackstageTheme } from '@backstage/theme';
import { sourcesRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';

/** Leads from the page header to where everything comes from. */
export const SourcesLink = () => {
  const { t } = useTexts();
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
