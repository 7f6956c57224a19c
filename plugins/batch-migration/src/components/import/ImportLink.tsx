import { useRouteRef } from '@backstage/core-plugin-api';
import useTheme from '@material-ui/core/styles/useTheme';
import type { BackstageTheme } from '@backstage/theme';
import { importRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { LinkButton } from '../buttons';

export interface ImportLinkProps {
  /** Whose crontab it is to be. */
  server?: string;
  /** Stands on the coloured page header. */
  onHeader?: boolean;
}

/** Opens the import; nothing is stored before a person confirms it there. */
export const ImportLink = ({ server, onHeader }: ImportLinkProps) => {
  const { t } = useTexts();
  const { page } = useTheme<BackstageTheme>();
  const path = useRouteRef(importRouteRef)();
  const search = server ? `?${new URLSearchParams({ server })}` : '';
  return (
    <LinkButton
      size="small"
      variant="outlined"
      to={`${path}${search}`}
      style={
        onHeader
          ? { color: page?.fontColor, borderColor: page?.fontColor }
          : undefined
      }
    >
      {server ? t('import.openFor') : t('import.open')}
    </LinkButton>
  );
};
