import makeStyles from '@material-ui/core/styles/makeStyles';
import type { TargetCandidate } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';

const useStyles = makeStyles(theme => ({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: '2px 12px',
    margin: theme.spacing(0.5, 0),
    fontSize: 13,
    '& dt': { color: tokensOf(theme.palette.type).text3 },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
}));

const Fact = ({
  term,
  text,
  isCode,
}: {
  term: string;
  text: string;
  isCode?: boolean;
}) => (
  <>
    <dt>{term}</dt>
    <dd>{isCode ? <code>{text}</code> : text}</dd>
  </>
);

/** Where it is, when it starts, what it runs, and how old that is. */
export const TargetFacts = ({ target }: { target: TargetCandidate }) => {
  const { t } = useTexts();
  const { locale } = useEstate();
  const styles = useStyles();
  const language = locale.startsWith('ja') ? 'ja' : 'en';
  return (
    <dl className={styles.facts}>
      <dt>{t('targets.place')}</dt>
      <dd>
        {target.location.ref} / {target.location.key}
      </dd>
      {target.schedules.map((spec, index) => (
        <Fact
          key={spec.expression}
          term={t('targets.times')}
          text={`${target.scheduleTexts[index][language]} (${spec.expression}, ${spec.timezone})`}
        />
      ))}
      {target.command !== null && (
        <Fact term={t('targets.command')} text={target.command} isCode />
      )}
      {target.image !== null && (
        <Fact term={t('targets.image')} text={target.image} isCode />
      )}
      <dt>{t('targets.seen')}</dt>
      <dd>
        <Time at={target.lastSeenAt} show="both" />
      </dd>
    </dl>
  );
};
