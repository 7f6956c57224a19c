import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ButtonProps } from '@material-ui/core/Button';
import RefreshIcon from '@material-ui/icons/Refresh';
import { useRefresh } from '../hooks/useRefresh';
import { batchMigrationTranslationRef } from '../translations';
import { LockedButton } from './states/LockedButton';

export const RefreshButton = ({
  onDone,
  ...rest
}: { onDone: () => void } & Pick<ButtonProps, 'color' | 'style'>) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const { refreshing, missing, refresh } = useRefresh(onDone);
  return (
    <LockedButton
      variant="outlined"
      size="small"
      startIcon={<RefreshIcon />}
      missing={missing}
      onClick={refresh}
      aria-busy={refreshing || undefined}
      {...rest}
    >
      {refreshing ? t('refresh.running') : t('refresh.label')}
    </LockedButton>
  );
};
