import makeStyles from '@material-ui/core/styles/makeStyles';
import CheckIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import HelpIcon from '@material-ui/icons/HelpOutline';
import ClockIcon from '@material-ui/icons/Schedule';
import WarningIcon from '@material-ui/icons/Warning';
import type {
  Forecast,
  HardDate,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { ServerDangerAnswer, StateAnswer } from '../entity/WhyServer';
import { formatDate } from '../time/format';
import { useZone } from '../time/useZone';
import { WhyPopover } from '../why/WhyPopover';
import type { Lateness } from './lateness';
import { LatenessAnswer } from './LatenessAnswer';

const useStyles = makeStyles(theme => ({
  verdict: {
    display: 'flex',
    gap: '0 6px',
    alignItems: 'center',
    flexWrap: 'wrap',
    fontSize: 13,
    '& svg': { fontSize: 17 },
  },
  // What it says stays beside its mark, in as many lines as it takes.
  worst: { display: 'flex', gap: 6, alignItems: 'center' },
  more: {
    fontSize: 12,
    color: tokensOf(theme.palette.type).text2,
    textDecoration: 'underline',
  },
}));

/** Words for how a server stands; `undefined` where no date says anything. */
export function useLatenessText(): (lateness: Lateness) => string | undefined {
  const { t } = useTexts();
  return lateness => {
    switch (lateness.state) {
      case 'weeks-late':
        return t('servers.weeksLate', { count: lateness.weeks });
      case 'late':
        return t('servers.late', { tenths: String(lateness.tenths) });
      case 'at-risk':
        return t('servers.atRisk', { tenths: String(lateness.tenths) });
      case 'in-time':
        return t('servers.inTime');
      case 'missed':
        return t('servers.missed');
      case 'too-early':
        return t('servers.tooEarly');
      case 'unknown':
        return t('servers.unknown');
      default:
        return undefined;
    }
  };
}

/**
 * The one thing to know of a server, in words: how it stands against its date,
 * else its worst danger, else whether it is in use. The rest is behind a count.
 */
export const ServerVerdict = ({
  server,
  forecast,
  lateness,
  hardDate,
}: {
  server: ServerView;
  forecast: Forecast | undefined;
  lateness: Lateness;
  hardDate: HardDate | undefined;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const { locale } = useEstate();
  const { zone, named } = useZone();
  const latenessText = useLatenessText()(lateness);
  const dangers = [...server.dangers].sort(
    (a, b) => Number(a.severity !== 'acute') - Number(b.severity !== 'acute'),
  );
  const [worst] = dangers;
  const byDate = latenessText !== undefined && lateness.state !== 'missed';
  const isWorst = !byDate && worst !== undefined;
  const rest = isWorst ? dangers.slice(1) : dangers;

  const red = { Icon: ErrorIcon, mark: tokens.danger, text: tokens.dangerText };
  const amber = {
    Icon: ClockIcon,
    mark: tokens.warning,
    text: tokens.warningText,
  };
  const look = () => {
    switch (lateness.state) {
      case 'weeks-late':
        return red;
      case 'late':
        return { ...red, Icon: WarningIcon };
      case 'at-risk':
        return { ...amber, Icon: WarningIcon };
      case 'in-time':
      case 'empty':
        return { Icon: CheckIcon, mark: tokens.good, text: tokens.good };
      case 'too-early':
      case 'unknown':
        return { Icon: HelpIcon, mark: tokens.text3, text: tokens.text2 };
      default:
        if (worst?.severity === 'acute') return red;
        return worst
          ? amber
          : { Icon: undefined, mark: tokens.text2, text: tokens.text1 };
    }
  };
  const { Icon, mark, text } = look();
  let words = t(`servers.state.${server.state}`);
  if (server.left === 0 && server.emptySince && !isWorst) {
    words = t('servers.emptySince', {
      day: named(formatDate(new Date(server.emptySince), locale, zone)),
    });
  } else if (byDate) words = latenessText;
  else if (isWorst) words = t(`serverDangers.${worst.type}`);

  const answer = () => {
    if (byDate && hardDate) {
      return <LatenessAnswer {...{ lateness, forecast, hardDate, server }} />;
    }
    if (isWorst) return <ServerDangerAnswer danger={worst} server={server} />;
    return <StateAnswer server={server} />;
  };
  return (
    <span className={styles.verdict}>
      <span className={styles.worst}>
        {Icon && <Icon style={{ color: mark }} aria-hidden />}
        <span style={{ color: text }}>
          <WhyPopover word={words} of={server.title} answer={answer}>
            {words}
          </WhyPopover>
        </span>
      </span>
      {rest.length > 0 && (
        <WhyPopover
          word={t('servers.moreOf', { count: rest.length })}
          of={server.title}
          answer={() =>
            rest.map(danger => (
              <div key={danger.type}>
                <b>{t(`serverDangers.${danger.type}`)}</b>
                <ServerDangerAnswer danger={danger} server={server} />
              </div>
            ))
          }
        >
          <span className={styles.more}>
            {t('servers.more', { count: rest.length })}
          </span>
        </WhyPopover>
      )}
    </span>
  );
};
