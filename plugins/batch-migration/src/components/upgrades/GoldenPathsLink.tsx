import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { BackstageTheme } from '@backstage/theme';
import useTheme from '@material-ui/core/styles/useTheme';
import { goldenPathsRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';

/** Leads from the page header to the repositories of golden paths. */
export const GoldenPathsLink = () => {
  const { t } = useTexts();
  const { page } = useTheme<BackstageTheme>();
  return (
    <LinkButton
      size="small"
      variant="outlined"
      to={useRouteRef(goldenPathsRouteRef)()}
      style={{ color: page?.fontColor, borderColor: page?.fontColor }}
    >
      {t('upgrades.page')}
    </LinkButton>
  );
};
