import Box from '@material-ui/core/Box';
import PersonIcon from '@material-ui/icons/Person';
import SeenIcon from '@material-ui/icons/Visibility';
import type { SeenView } from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';
import { LocationFacts } from '../facts/LocationFacts';
import { Time, useInstantText } from '../time/Time';
import { usePlaceName } from './usePlaceName';

const ATTESTED = 'attested:';

/** Whether it still speaks for now, and until when. */
function useStanding() {
  const { t } = useTexts();
  const textOf = useInstantText();
  return ({ state, standing, freshUntil }: SeenView): string => {
    if (standing === 'superseded') return t('why.standings.superseded');
    if (state === 'unknown') return t('why.standings.failed');
    if (freshUntil === null) return t('why.standings.countsForGood');
    const at = textOf(freshUntil);
    return standing === 'lapsed'
      ? t('why.standings.lapsed', { at })
      : t('why.standings.countsUntil', { at });
  };
}

/** One observation: what was seen, where, when, by whom, and whether it counts. */
export const Seen = ({ seen }: { seen: SeenView }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const standing = useStanding()(seen);
  const place = usePlaceName()(seen);
  const { source, observedAt, lastSeenAt, detail } = seen;
  const isAttested = source.startsWith(ATTESTED);
  return (
    <Box component="li" py={0.75} data-standing={seen.standing}>
      <b>
        {seen.side === 'host' ? t('why.host') : t(`sides.${seen.side}`)}:{' '}
        {t(`lamps.states.${seen.state}`)}
      </b>{' '}
      <span
        style={{ overflowWrap: 'anywhere' }}
        title={`${seen.ref} ${seen.key}`}
      >
        {place}
      </span>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        color={tokens.text2}
        style={{ gap: '0 6px' }}
      >
        {isAttested ? (
          <PersonIcon
            fontSize="inherit"
            titleAccess={t('locations.attested')}
          />
        ) : (
          <SeenIcon fontSize="inherit" titleAccess={t('locations.seen')} />
        )}
        <span>
          <Time at={observedAt} />
          {lastSeenAt !== observedAt && (
            <>
              {' – '}
              <Time at={lastSeenAt} />
            </>
          )}
        </span>
        <span>
          {isAttested
            ? t('why.attestedBy', { author: source.slice(ATTESTED.length) })
            : t('why.by', { source })}
        </span>
        <span
          style={{
            color: seen.standing === 'counts' ? undefined : tokens.warningText,
          }}
        >
          {standing}
        </span>
      </Box>
      {detail.reason && (
        <div>
          <ServerWords text={detail.reason} />
        </div>
      )}
      <LocationFacts detail={detail} />
    </Box>
  );
};
