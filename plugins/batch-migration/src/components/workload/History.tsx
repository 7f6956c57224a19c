import type { WorkloadHistory } from 'backstage-plugin-batch-migration-common';
import makeStyles from '@material-ui/core/styles/makeStyles';
import { useState } from 'react';
import type { Load } from '../../hooks/useLoad';
import { tokensOf } from '../../theme/tokens';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';
import { EntityLink } from '../links';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { Time } from '../time/Time';
import { ChainCheck } from './ChainCheck';
import { EventIcon } from './EventIcon';
import { useChangeWords } from './useChangeWords';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const narrow = theme.breakpoints.down('sm');
  return {
    list: { listStyle: 'none', margin: 0, padding: 0 },
    event: {
      display: 'grid',
      gridTemplateColumns:
        '132px 24px minmax(0, 3fr) minmax(0, 2fr) 132px 60px',
      columnGap: 12,
      alignItems: 'center',
      minHeight: 40,
      padding: theme.spacing(0.75, 2),
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 13,
      color: tokens.text1,
      overflowWrap: 'anywhere',
      '& a': { textDecoration: 'underline' },
      [narrow]: {
        gridTemplateColumns: '24px minmax(0, 1fr) auto',
        '& > time': { gridColumn: '2', gridRow: 2 },
        '& > svg': { gridColumn: '1', gridRow: '1 / span 2' },
      },
    },
    broken: { background: tokens.dangerSurface },
    what: { fontWeight: 500, [narrow]: { gridColumn: '2 / -1', gridRow: 1 } },
    changes: {
      color: tokens.text2,
      [narrow]: { gridColumn: '2 / -1', '&:empty': { display: 'none' } },
    },
    small: { fontSize: 12, color: tokens.text2 },
    by: { [narrow]: { gridColumn: '3', gridRow: 2 } },
    hash: {
      fontFamily: 'monospace',
      textAlign: 'right',
      [narrow]: { display: 'none' },
    },
    more: {
      font: 'inherit',
      fontSize: 13,
      color: tokens.link,
      background: 'none',
      border: 0,
      minHeight: 40,
      cursor: 'pointer',
      textDecoration: 'underline',
    },
  };
});

/** So many events are shown before somebody asks for all that were loaded. */
const FIRST = 6;

/** So much of a hash tells it from the others here. */
const HASH_DIGITS = 6;

const Events = ({ items, chain }: WorkloadHistory) => {
  const { t } = useTexts();
  const changeWords = useChangeWords();
  const styles = useStyles();
  const [all, setAll] = useState(false);
  if (items.length === 0) {
    return <p style={{ margin: '0 16px 8px' }}>{t('history.empty')}</p>;
  }
  const shown = all ? items : items.slice(0, FIRST);
  return (
    <>
      <ol className={styles.list} aria-label={t('history.title')}>
        {shown.map(({ id, at, type, summary, changes, actor, hash }) => (
          <li
            key={id}
            className={`${styles.event} ${
              chain.brokenId === id ? styles.broken : ''
            }`}
          >
            <Time at={at} />
            <EventIcon type={type} actor={actor} />
            <span className={styles.what}>
              <ServerWords text={summary} />
            </span>
            <span className={`${styles.changes} ${styles.small}`}>
              {changes.map(change => (
                <div key={change.field}>{changeWords(change)}</div>
              ))}
            </span>
            <span className={`${styles.by} ${styles.small}`}>
              {actor.startsWith('user:') && <EntityLink entityRef={actor} />}
              {actor.startsWith('plugin:') && t('workloadPage.history.derived')}
              {!/^(user|plugin):/.test(actor) && actor}
            </span>
            <span className={`${styles.hash} ${styles.small}`} title={hash}>
              {hash?.slice(0, HASH_DIGITS)}
            </span>
          </li>
        ))}
      </ol>
      {shown.length < items.length && (
        <button
          type="button"
          className={styles.more}
          onClick={() => setAll(true)}
        >
          {t('workloadPage.history.all', { count: items.length })}
        </button>
      )}
    </>
  );
};

/** What happened to it, newest first, and whether it stands as it was written. */
export const History = ({ history }: { history: Load<WorkloadHistory> }) => {
  const { t } = useTexts();
  const { value } = history;
  return (
    <Section
      title={t('history.title')}
      hint={
        value &&
        t('workloadPage.history.hint', {
          events: t('history.count', { count: value.totalItems }),
        })
      }
      action={value && <ChainCheck chain={value.chain} />}
      flush
    >
      <Loaded
        load={history}
        what={t('states.what.history')}
        boxes={[32, 32, 32]}
      >
        {found => <Events {...found} />}
      </Loaded>
    </Section>
  );
};
