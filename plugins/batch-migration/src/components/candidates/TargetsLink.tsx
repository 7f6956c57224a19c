import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import useTheme from '@material-ui/core/styles/useTheme';
import type { BackstageTheme } from '@backstage/theme';
import { targetsRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';

/** Leads from the page header to what was found and nobody linked. */
export const TargetsLink = () => {
  const { t } = useTexts();
  const { page } = useTheme<BackstageTheme>();
  return (
    <LinkButton
      size="small"
      variant="outlined"
      to={useRouteRef(targetsRouteRef)()}
      style={{ color: page?.fontColor, borderColor: page?.fontColor }}
    >
      {t('targets.open')}
    </LinkButton>
  );
};
