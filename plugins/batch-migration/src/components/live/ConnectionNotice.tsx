import makeStyles from '@material-ui/core/styles/makeStyles';
import OfflineIcon from '@material-ui/icons/CloudOff';
import OnlineIcon from '@material-ui/icons/CloudDone';
import { useEffect, useRef, useState } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useLive } from '../../hooks/useLive';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { CodeText } from '../CodeText';
import { useOwnWords } from '../states/useOwnWords';
import { useInstantText } from '../time/Time';

/** So long it is said that the connection is back, in milliseconds. */
const BACK_MS = 8_000;

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    // Over the page, so that nothing below it moves.
    place: {
      position: 'fixed',
      bottom: theme.spacing(2),
      left: 0,
      right: 0,
      display: 'flex',
      justifyContent: 'center',
      pointerEvents: 'none',
      zIndex: theme.zIndex.snackbar,
    },
    notice: {
      pointerEvents: 'auto',
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: 12,
      maxWidth: 'min(720px, calc(100vw - 32px))',
      margin: theme.spacing(0, 2),
      padding: theme.spacing(1, 2),
      borderRadius: 4,
      borderLeft: `4px solid ${tokens.text3}`,
      background: theme.palette.background.paper,
      color: tokens.text1,
      fontFamily: theme.typography.fontFamily,
      boxShadow: theme.shadows[6],
      overflowWrap: 'anywhere',
    },
  };
});

/** Whether the connection came back a moment ago. */
function useIsBack(isLost: boolean): boolean {
  const [isBack, setIsBack] = useState(false);
  const wasLost = useRef(isLost);
  useEffect(() => {
    const cameBack = wasLost.current && !isLost;
    wasLost.current = isLost;
    setIsBack(cameBack);
    if (!cameBack) return undefined;
    const timer = setTimeout(() => setIsBack(false), BACK_MS);
    return () => clearTimeout(timer);
  }, [isLost]);
  return isBack;
}

/** Says politely that what is shown is not of now, and that it is again. */
export const ConnectionNotice = () => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const styles = useStyles();
  const { isLost, heardAt, outdated, connection } = useLive();
  const { clockOffsetMs } = useEstate();
  const instant = useInstantText();
  const isBack = useIsBack(isLost);

  let text = '';
  // What is drawn beside it says the same: back is only what is up to date.
  let Icon = OfflineIcon;
  if (isLost) {
    text =
      heardAt === null || clockOffsetMs === undefined
        ? t('live.lostEarly')
        : t('live.lost', {
            at: instant(new Date(heardAt + clockOffsetMs).toISOString()),
          });
  } else if (outdated) {
    text = t('live.outdated', { message: ownWords(outdated) });
  } else if (isBack) {
    text = t('live.back');
    Icon = OnlineIcon;
  }

  return (
    <div className={styles.place}>
      <div className={text ? styles.notice : undefined}>
        {text && <Icon aria-hidden />}
        <span role="status" style={{ flex: 1 }}>
          <CodeText text={text} />
        </span>
        {isLost && (
          <Button size="small" onClick={connection.askNow}>
            {t('live.tryNow')}
          </Button>
        )}
        {!isLost && outdated && (
          <Button size="small" onClick={connection.retry}>
            {t('states.tryAgain')}
          </Button>
        )}
      </div>
    </div>
  );
};
