import { usePermission } from '@backstage/plugin-permission-react';
import Box from '@material-ui/core/Box';
import {
  captureCreatePermission,
  type Role,
} from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { LinkButton } from '../buttons';
import { EntityLink } from '../links';
import { LockedButton } from '../states/LockedButton';

export interface CreateBarProps {
  count: number;
  known: number;
  role: Pick<Role, 'ref' | 'title'> | null;
  /** What is missing before anything can be created. */
  missing: 'noServer' | 'noName' | 'noPick' | 'reading' | undefined;
  cancelTo: string;
  onCreate: () => void;
}

export const CreateBar = ({
  count,
  known,
  role,
  missing,
  cancelTo,
  onCreate,
}: CreateBarProps) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const { allowed, loading } = usePermission({
    permission: captureCreatePermission,
  });
  const [beforeRole, afterRole] = t('import.footer.into', {
    role: '\n',
  }).split('\n');
  return (
    <Box
      component="section"
      aria-label={t('import.footer.label')}
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      p={2}
      borderTop={`1px solid ${tokens.rule}`}
      style={{ gap: 8 }}
    >
      <Box flex="1 1 200px" fontSize={13} color={tokens.text2}>
        {missing && missing !== 'reading' ? (
          <span>{t(`import.footer.${missing}`)}</span>
        ) : (
          <>
            {beforeRole}
            {role ? (
              <EntityLink entityRef={role.ref} tab="/jobs">
                {role.title}
              </EntityLink>
            ) : (
              'scheduled-jobs'
            )}
            {afterRole}
            {known > 0 && ` · ${t('import.footer.known', { count: known })}`}
          </>
        )}
        <span role="status">
          {missing === 'reading' && ` ${t('import.footer.reading')}`}
        </span>
      </Box>
      <LinkButton to={cancelTo}>{t('import.footer.cancel')}</LinkButton>
      <LockedButton
        variant="contained"
        color="primary"
        missing={allowed || loading ? undefined : captureCreatePermission.name}
        disabled={(allowed || loading) && missing !== undefined}
        onClick={onCreate}
      >
        {t('import.footer.create', { count })}
      </LockedButton>
    </Box>
  );
};
