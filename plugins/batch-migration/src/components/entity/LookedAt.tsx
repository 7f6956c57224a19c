import SeenIcon from '@material-ui/icons/Visibility';
import type { ServerDetail } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { formatNear } from '../time/format';
import { useRelativeTime } from '../time/Time';
import { FactLineItem } from './FactLines';
import { ToneChip } from './ToneChip';

/** The newest look of each source, newest first. */
export function looksAt({
  facts,
  instances,
}: Pick<ServerDetail, 'facts' | 'instances'>): Array<[string, string]> {
  const looks = new Map<string, string>();
  for (const { source, observedAt } of [...facts, ...instances]) {
    if (source && observedAt && observedAt > (looks.get(source) ?? '')) {
      looks.set(source, observedAt);
    }
  }
  return [...looks].sort(([, a], [, b]) => b.localeCompare(a));
}

/**
 * Whether what was seen of the host itself still counts. Facts tell when they
 * were seen, and not until when they count.
 */
function freshnessOf(
  instances: ServerDetail['instances'],
  now: Date,
): 'fresh' | 'stale' | 'unknown' {
  const at = now.toISOString();
  const isLapsed = instances.some(
    ({ freshUntil }) => freshUntil !== null && freshUntil < at,
  );
  if (isLapsed) return 'stale';
  return instances.length > 0 &&
    instances.every(({ observedAt }) => observedAt !== null)
    ? 'fresh'
    : 'unknown';
}

const TONES = { fresh: 'good', stale: 'warning', unknown: 'plain' } as const;

/** When anybody last looked at the server, and whether that still counts. */
export const LookedAt = ({ server }: { server: ServerDetail }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const relative = useRelativeTime();
  const { now, timezone, locale } = useEstate();
  const looks = looksAt(server);
  const [newest] = looks;
  if (!newest) {
    return (
      <FactLineItem
        icon={<SeenIcon style={{ color: tokens.text3 }} />}
        title={t('serverTab.facts.neverSeen')}
      />
    );
  }
  // How long ago it was is not known before the estate's clock is.
  if (!now || !timezone) return null;
  const freshness = freshnessOf(server.instances, now);
  const colors = {
    fresh: tokens.good,
    stale: tokens.warning,
    unknown: tokens.text3,
  };
  const words = looks.map(
    ([source, at]) =>
      `${source} ${formatNear(new Date(at), now, locale, timezone)}`,
  );
  return (
    <FactLineItem
      icon={<SeenIcon style={{ color: colors[freshness] }} />}
      title={t('serverTab.facts.seen', { relative: relative(newest[1]) })}
      // The oldest look tells how far back the newest facts may lie.
      sub={
        <span title={words.join(' · ')}>
          {[...new Set([words[0], words[words.length - 1]])].join(' · ')}
        </span>
      }
      chip={
        <ToneChip tone={TONES[freshness]}>
          {t(`serverTab.facts.${freshness}`)}
        </ToneChip>
      }
    />
  );
};
