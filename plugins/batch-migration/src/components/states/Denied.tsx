import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import LockIcon from '@material-ui/icons/Lock';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { CodeText } from '../CodeText';
import { useOwnWords } from './useOwnWords';

/** What may not be read still counts in the totals, and the page says so. */
export const Denied = ({
  what,
  error,
  uncounted,
}: {
  what: string;
  error: Error;
  /** It is in no total. */
  uncounted?: boolean;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const tokens = useTokens();
  return (
    <Box textAlign="center" py={3}>
      <LockIcon style={{ color: tokens.text2 }} aria-hidden />
      <Typography variant="subtitle1" component="p">
        {t('states.denied', { what })}
      </Typography>
      {!uncounted && (
        <Typography variant="body2">{t('states.deniedTotals')}</Typography>
      )}
      <Typography variant="caption" component="p">
        <CodeText text={ownWords(error)} />
      </Typography>
    </Box>
  );
};
