import makeStyles from '@material-ui/core/styles/makeStyles';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import LockIcon from '@material-ui/icons/Lock';
import OpenIcon from '@material-ui/icons/OpenInNew';
import UndoIcon from '@material-ui/icons/Undo';
import WatchIcon from '@material-ui/icons/Visibility';
import WarningIcon from '@material-ui/icons/Warning';
import type {
  CanaryView,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useState, type ReactNode } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button, LinkButton } from '../buttons';
import { refName } from '../links';
import { Section } from '../states/Section';
import { formatDate } from '../time/format';
import { Time } from '../time/Time';
import { useDuration } from '../time/useDuration';
import { useCanaryWords } from './useCanaryWords';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    state: { display: 'flex', gap: 12, alignItems: 'center', fontSize: 14 },
    line: { margin: 0, color: tokens.text2 },
    name: { margin: 0, fontWeight: 500, color: tokens.text1 },
    command: {
      margin: theme.spacing(1.5, 0),
      padding: 12,
      background: tokens.faint,
      color: tokens.text1,
      fontFamily: 'Roboto Mono, Consolas, monospace',
      fontSize: 12,
      borderRadius: 4,
      overflowX: 'auto',
      '&:focus': { outline: `2px solid ${tokens.target}` },
    },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: 8,
      alignItems: 'center',
      fontSize: 13,
      color: tokens.text2,
    },
    rehearsed: { marginLeft: 'auto' },
    warned: { color: tokens.warningText, fontWeight: 500 },
    watches: {
      display: 'flex',
      gap: 8,
      alignItems: 'center',
      margin: theme.spacing(1.5, 0, 0),
      paddingTop: theme.spacing(1.5),
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 13,
      color: tokens.text2,
    },
  };
});

/** The command to copy; where the browser gives no clipboard it stands there to be marked. */
const CopyCommand = ({ command }: { command: string }) => {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await window.navigator.clipboard.writeText(command);
      setCopied(true);
    } catch {
      // Not on a page without TLS, nor without the person's leave.
      setCopied(false);
    }
  };
  return (
    <Button
      variant="outlined"
      color="primary"
      startIcon={<CopyIcon />}
      onClick={copy}
      style={{ minHeight: 40 }}
    >
      <span role="status">
        {t(copied ? 'canary.wrong.copied' : 'canary.wrong.copy')}
      </span>
    </Button>
  );
};

/** What going back costs now, and how; after the point of no return, what cannot be undone. */
export const IfItGoesWrong = ({
  workload,
  canary,
}: {
  workload: WorkloadDetail;
  canary: CanaryView;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const { number } = useCanaryWords();
  const duration = useDuration();
  const { locale } = useEstate();
  const { rollback, split } = canary;
  const { pointOfNoReturn } = workload.cutover;
  const passed = pointOfNoReturn?.passed;
  const { setPercent, requestsPerSecond } = split.target;
  const old = split.legacy.targets;

  const cost = () => {
    const amount =
      requestsPerSecond === null ? null : number(Math.round(requestsPerSecond));
    const seconds = rollback?.rehearsedSeconds ?? null;
    if (amount === null) return null;
    return seconds === null
      ? t('canary.wrong.inFlight', { amount })
      : t('canary.wrong.leave', {
          time: duration(Math.round(seconds)),
          amount,
        });
  };
  const state = (): [ReactNode, string, ReactNode] => {
    if (pointOfNoReturn && passed) {
      return [
        <LockIcon key="icon" style={{ color: tokens.noReturn }} aria-hidden />,
        t('canary.wrong.passed'),
        <>
          {t('canary.wrong.passedNote', {
            title: pointOfNoReturn.title,
            at: <Time at={passed.at} />,
            by: refName(passed.by),
          })}{' '}
          {t('canary.wrong.remains')}
        </>,
      ];
    }
    const warning = (
      <WarningIcon style={{ color: tokens.warningText }} aria-hidden />
    );
    if (!setPercent) {
      return [
        <UndoIcon key="icon" style={{ color: tokens.text3 }} aria-hidden />,
        setPercent === 0
          ? t('canary.wrong.notYet')
          : t('canary.routing.notSeen'),
        null,
      ];
    }
    if (!old) {
      return [warning, t('canary.wrong.unseen'), t('canary.wrong.unseenNote')];
    }
    if (old.registered === 0 || old.healthy < old.registered) {
      return [
        warning,
        t('canary.wrong.sick', {
          healthy: number(old.healthy),
          registered: number(old.registered),
        }),
        cost(),
      ];
    }
    return [
      <UndoIcon key="icon" style={{ color: tokens.good }} aria-hidden />,
      t('canary.wrong.safe'),
      <>
        {t('canary.wrong.weight', { percent: number(setPercent, 1) })} {cost()}
      </>,
    ];
  };
  const [icon, name, note] = state();
  const day = (date: string) =>
    formatDate(new Date(`${date}T00:00:00Z`), locale, 'UTC', false);
  const rehearsed = () => {
    if (!rollback?.rehearsedOn) return t('canary.wrong.neverRehearsed');
    return rollback.rehearsedSeconds === null
      ? t('canary.wrong.rehearsed', { day: day(rollback.rehearsedOn) })
      : t('canary.wrong.rehearsedIn', {
          day: day(rollback.rehearsedOn),
          time: duration(Math.round(rollback.rehearsedSeconds)),
        });
  };

  return (
    <Section
      title={t('canary.wrong.title')}
      hint={
        pointOfNoReturn?.number &&
        !passed &&
        t('canary.wrong.until', { number: String(pointOfNoReturn.number) })
      }
    >
      <div className={styles.state}>
        {icon}
        <div>
          <p className={styles.name}>{name}</p>
          {note && <p className={styles.line}>{note}</p>}
        </div>
      </div>
      {!passed && rollback && (
        <>
          <pre
            className={styles.command}
            // What scrolls must be reached by a keyboard.
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            role="region"
            aria-label={t('canary.wrong.command')}
          >
            {rollback.command}
          </pre>
          <div className={styles.actions}>
            <CopyCommand command={rollback.command} />
            {rollback.url && (
              <LinkButton
                variant="outlined"
                color="primary"
                startIcon={<OpenIcon />}
                to={rollback.url}
                style={{ minHeight: 40 }}
              >
                {t('canary.wrong.pullRequest')}
              </LinkButton>
            )}
            <span
              className={`${styles.rehearsed} ${
                rollback.rehearsedOn ? '' : styles.warned
              }`}
            >
              {rehearsed()}
            </span>
          </div>
        </>
      )}
      {!passed && !rollback && (
        <p className={`${styles.line} ${styles.warned}`}>
          {t('canary.wrong.noPlan')}
        </p>
      )}
      <p className={styles.watches}>
        <WatchIcon fontSize="small" aria-hidden />
        {t('canary.wrong.watches')}
      </p>
    </Section>
  );
};
