import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { ImportLink } from '../import/ImportLink';
import { Lamps } from '../lamps/Lamps';

/** Nothing is watched yet: how to begin. */
export const FirstUse = () => {
  const { t } = useTexts();
  const tokens = useTokens();
  return (
    <Box textAlign="center" py={6} maxWidth={560} mx="auto">
      <Lamps legacy="absent" target="absent" decorative />
      <Typography variant="h5" component="h2">
        {t('firstUse.title')}
      </Typography>
      <Typography style={{ color: tokens.text2 }} paragraph>
        {t('firstUse.text')}
      </Typography>
      <Box
        component="ol"
        textAlign="left"
        display="inline-block"
        color={tokens.text1}
      >
        <li>{t('firstUse.capture')}</li>
        <li>
          {t('firstUse.configure')} <code>batchMigration.inventories</code>
        </li>
        <li>{t('firstUse.refresh')}</li>
      </Box>
      <div>
        <ImportLink />
      </div>
    </Box>
  );
};
