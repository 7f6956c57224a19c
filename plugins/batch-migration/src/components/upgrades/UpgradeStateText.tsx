import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import type { MadeRepository } from './repositories';

/** Where a repository stands, in words; only what needs somebody is coloured. */
export const UpgradeStateText = ({
  repository: { state, newest },
}: {
  repository: MadeRepository;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  return (
    <span style={state === 'behind' ? { color: tokens.dangerText } : undefined}>
      {t(`upgrades.states.${state}`, { newest: newest ?? '' })}
    </span>
  );
};
