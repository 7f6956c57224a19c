import makeStyles from '@material-ui/core/styles/makeStyles';
import type { SourceView } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useServerText } from '../../translations/said/useServerWords';
import { useTexts } from '../../translations/useTexts';
import { CodeText } from '../CodeText';
import { EntityLink, LINES_OF_LINKS } from '../links';
import { Time, useInstantText } from '../time/Time';
import { sourceState } from './sourceState';
import { StateIcon } from './StateIcon';

const useStyles = makeStyles(theme => ({
  item: {
    padding: theme.spacing(1.5, 0),
    borderTop: `1px solid ${tokensOf(theme.palette.type).rule}`,
    overflowWrap: 'anywhere',
    '& a': { textDecoration: 'underline' },
    '& ul': { margin: 0, paddingLeft: theme.spacing(2.5) },
    '& p': { margin: theme.spacing(0.5, 0) },
  },
  name: { font: 'inherit', fontWeight: 500, margin: 0 },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: '2px 12px',
    margin: theme.spacing(0.5, 0),
    fontSize: 13,
    '& dt': { color: tokensOf(theme.palette.type).text3 },
    '& dd': { margin: 0 },
  },
}));

function kindOf({ kind, role }: SourceView) {
  if (kind === null) return 'gone';
  if (kind === 'cron-log') return 'log';
  return kind === 'inventory' ? role ?? 'captured' : kind;
}

const Missing = ({
  missing: { count, first, since },
}: {
  missing: NonNullable<SourceView['missing']>;
}) => {
  const { t } = useTexts();
  const instant = useInstantText();
  const more = count - first.length;
  return (
    <>
      <p>{t('sources.missing', { count, when: instant(since) })}</p>
      <ul style={LINES_OF_LINKS}>
        {first.map(ref => (
          <li key={ref}>
            <EntityLink entityRef={ref} tab="/migration" />
          </li>
        ))}
        {more > 0 && <li>{t('sources.more', { count: more })}</li>}
      </ul>
    </>
  );
};

const Troubles = ({
  troubles: { count, first },
}: {
  troubles: SourceView['troubles'];
}) => {
  const { t } = useTexts();
  const words = useServerText();
  const instant = useInstantText();
  const more = count - first.length;
  return (
    <details open={count <= 3}>
      <summary>{t('sources.troubles', { count })}</summary>
      <ul>
        {first.map(({ serverRef: server, since, reason }, index) => (
          <li key={`${server} ${index}`}>
            <CodeText
              text={
                since
                  ? t('sources.trouble', {
                      server,
                      reason: words(reason),
                      when: instant(since),
                    })
                  : t('sources.troubleOf', { server, reason: words(reason) })
              }
            />
          </li>
        ))}
        {more > 0 && <li>{t('sources.more', { count: more })}</li>}
      </ul>
    </details>
  );
};

/** One source: what it is, how it answered, and what to mend. */
export const SourceItem = ({ source }: { source: SourceView }) => {
  const { t } = useTexts();
  const words = useServerText();
  const styles = useStyles();
  const instant = useInstantText();
  const { id, answeredAt, failure, missing, servers, troubles } = source;
  const state = sourceState(source);
  return (
    <li className={styles.item} aria-label={id}>
      <h3 className={styles.name}>
        <StateIcon state={state} /> {id} ({t(`sources.${state}`)})
      </h3>
      <dl className={styles.facts}>
        <dt>{t('sources.kind')}</dt>
        <dd>{t(`sources.kinds.${kindOf(source)}`)}</dd>
        <dt>{t('sources.answered')}</dt>
        <dd>
          {answeredAt ? (
            <Time at={answeredAt} show="both" />
          ) : (
            t('sources.never')
          )}
        </dd>
        {servers !== null && (
          <>
            <dt>{t('sources.servers')}</dt>
            <dd>{servers}</dd>
          </>
        )}
      </dl>
      {failure && (
        <p>
          <CodeText
            text={
              failure.since
                ? t('sources.since', {
                    when: instant(failure.since),
                    reason: words(failure.reason),
                  })
                : words(failure.reason)
            }
          />
        </p>
      )}
      {missing && <Missing missing={missing} />}
      {troubles.count > 0 && <Troubles troubles={troubles} />}
    </li>
  );
};
