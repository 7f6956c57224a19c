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
  const isStale = server.instances.some(
    ({ freshUntil }) => freshUntil !== null && freshUntil < now.toISOString(),
  );
  const words = looks.map(
    ([source, at]) =>
      `${source} ${formatNear(new Date(at), now, locale, timezone)}`,
  );
  return (
    <FactLineItem
      icon={
        <SeenIcon style={{ color: isStale ? tokens.warning : tokens.good }} />
      }
      title={t('serverTab.facts.seen', { relative: relative(newest[1]) })}
      // The oldest look tells how far back the newest facts may lie.
      sub={
        <span title={words.join(' · ')}>
          {[...new Set([words[0], words[words.length - 1]])].join(' · ')}
        </span>
      }
      chip={
        <ToneChip tone={isStale ? 'warning' : 'good'}>
          {t(isStale ? 'serverTab.facts.stale' : 'serverTab.facts.fresh')}
        </ToneChip>
      }
    />
  );
};
