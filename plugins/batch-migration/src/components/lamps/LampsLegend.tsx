import Box from '@material-ui/core/Box';
import { OBSERVED_STATES } from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Lamps } from './Lamps';

/** What may stand between the lamps; the signs of dangers stand beside their words. */
const SIGNED = [
  {
    key: 'betweenWeight',
    between: {
      legacy: 'active',
      target: 'active',
      share: { weight: 10, seen: null },
    },
  },
] as const;

/** What the lamps mean, beside the first list that uses them. */
export const LampsLegend = () => {
  const { t } = useTexts();
  const tokens = useTokens();
  return (
    <Box
      component="ul"
      aria-label={t('lamps.legend')}
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      p={0}
      mt={1}
      mb={0}
      color={tokens.text2}
      fontSize={12}
      style={{ listStyle: 'none', gap: '4px 16px' }}
    >
      <li>
        <span style={{ color: tokens.legacy }}>●</span> {t('lamps.left')}
      </li>
      <li>
        <span style={{ color: tokens.target }}>●</span> {t('lamps.right')}
      </li>
      {OBSERVED_STATES.map(state => (
        <Box
          component="li"
          key={state}
          display="flex"
          alignItems="center"
          style={{ gap: 4 }}
        >
          <span
            style={{ width: 24, height: 24, overflow: 'hidden' }}
            aria-hidden
          >
            <Lamps legacy={state} target={state} decorative />
          </span>
          {t(`lamps.states.${state}`)}
        </Box>
      ))}
      {SIGNED.map(({ key, between }) => (
        <Box
          component="li"
          key={key}
          display="flex"
          alignItems="center"
          style={{ gap: 4 }}
        >
          <span
            style={{ width: 40, height: 24, overflow: 'hidden' }}
            aria-hidden
          >
            <span style={{ marginLeft: -20, whiteSpace: 'nowrap' }}>
              <Lamps {...between} decorative />
            </span>
          </span>
          {t(`lamps.${key}`)}
        </Box>
      ))}
    </Box>
  );
};
