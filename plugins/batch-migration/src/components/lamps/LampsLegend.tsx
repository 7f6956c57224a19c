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

const ENTRY = { display: 'flex', alignItems: 'center', gap: 4 } as const;

/** What the lamps mean, beside the first list that uses them. */
export const LampsLegend = () => {
  const { t } = useTexts();
  const tokens = useTokens();
  return (
    <ul
      aria-label={t('lamps.legend')}
      style={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: '4px 16px',
        listStyle: 'none',
        padding: 0,
        margin: '8px 0 0',
        fontSize: 12,
        color: tokens.text2,
      }}
    >
      <li>
        <span style={{ color: tokens.legacy }}>●</span> {t('lamps.left')}
      </li>
      <li>
        <span style={{ color: tokens.target }}>●</span> {t('lamps.right')}
      </li>
      {OBSERVED_STATES.map(state => (
        <li key={state} style={ENTRY}>
          <span
            style={{ width: 24, height: 24, overflow: 'hidden' }}
            aria-hidden
          >
            <Lamps legacy={state} target={state} decorative />
          </span>
          {t(`lamps.states.${state}`)}
        </li>
      ))}
      {SIGNED.map(({ key, between }) => (
        <li key={key} style={ENTRY}>
          <span
            style={{ width: 40, height: 24, overflow: 'hidden' }}
            aria-hidden
          >
            <span style={{ marginLeft: -20, whiteSpace: 'nowrap' }}>
              <Lamps {...between} decorative />
            </span>
          </span>
          {t(`lamps.${key}`)}
        </li>
      ))}
    </ul>
  );
};
