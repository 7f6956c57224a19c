import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';

/** A filter without a match; never the text of the first use. */
export const NoMatch = ({ onClear }: { onClear?: () => void }) => {
  const { t } = useTexts();
  return (
    <Box textAlign="center" py={4}>
      <Typography>{t('filters.noMatch')}</Typography>
      {onClear && (
        <Button variant="outlined" size="small" onClick={onClear}>
          {t('filters.clear')}
        </Button>
      )}
    </Box>
  );
};
