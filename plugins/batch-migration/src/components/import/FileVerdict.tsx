import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { CrontabPreviewResponse } from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';

/** What the host's cron does with the file as a whole; silent where all of it is in force. */
export const FileVerdict = ({
  verdict: { accepted, reason },
}: {
  verdict: CrontabPreviewResponse['fileVerdict'];
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  if (accepted && reason === null) return null;
  const title = accepted
    ? t('import.verdict.partly')
    : t('import.verdict.ignored');
  return (
    <Box
      role="alert"
      px={2}
      py={1.5}
      mb={2}
      borderRadius={4}
      bgcolor={accepted ? tokens.warningSurface : tokens.dangerSurface}
      color={accepted ? tokens.warningText : tokens.dangerText}
      borderLeft={`4px solid ${accepted ? tokens.warning : tokens.danger}`}
      style={{ overflowWrap: 'anywhere' }}
    >
      <Typography variant="subtitle1" component="p">
        <b>{title}</b>
      </Typography>
      {reason && (
        <Typography variant="body2" component="p">
          <ServerWords text={reason} />
        </Typography>
      )}
    </Box>
  );
};
