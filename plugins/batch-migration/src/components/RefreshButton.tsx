import useTheme from '@material-ui/core/styles/useTheme';
import type { BackstageTheme } from '@backstage/theme';
import RefreshIcon from '@material-ui/icons/Refresh';
import { useRefresh } from '../hooks/useRefresh';
import { useTexts } from '../translations/useTexts';
import { LockedButton } from './states/LockedButton';

export interface RefreshButtonProps {
  onDone: () => void;
  /** Stands on the coloured page header. */
  onHeader?: boolean;
}

export const RefreshButton = ({ onDone, onHeader }: RefreshButtonProps) => {
  const { t } = useTexts();
  const { page } = useTheme<BackstageTheme>();
  const { refreshing, progress, missing, refresh } = useRefresh(onDone);
  return (
    <LockedButton
      variant="outlined"
      size="small"
      startIcon={<RefreshIcon />}
      missing={missing}
      onClick={refresh}
      aria-busy={refreshing || undefined}
      style={
        onHeader
          ? { color: page?.fontColor, borderColor: page?.fontColor }
          : undefined
      }
    >
      {refreshing ? progress || t('refresh.running') : t('refresh.label')}
    </LockedButton>
  );
};
