import Typography from '@material-ui/core/Typography';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { ApprovalDetail } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';
import { useChipStyles } from './ApprovalState';
import { useApprovalWords } from './useApprovalWords';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: {
      listStyle: 'none',
      margin: theme.spacing(1, 0, 0),
      padding: 0,
      fontSize: 13,
      fontFamily: theme.typography.fontFamily,
    },
    event: {
      borderLeft: `2px solid ${tokens.rule}`,
      padding: theme.spacing(0, 0, 1.5, 1.5),
      overflowWrap: 'anywhere',
    },
    small: { fontSize: 12, color: tokens.text2 },
  };
});

const LOOKS = { whole: 'good', broken: 'red', unknown: 'plain' } as const;

/** Everything that happened to a request, and whether its chain is whole. */
export const ApprovalEvents = ({
  approval: { events, chain },
}: {
  approval: ApprovalDetail;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const chips = useChipStyles();
  const { actOf, outcomeOf } = useApprovalWords();
  return (
    <section aria-labelledby="approval-events">
      <Typography id="approval-events" variant="subtitle1" component="h3">
        {t('approvals.events.title')}
      </Typography>
      <span className={chips[LOOKS[chain.state]]}>
        {t(`approvals.chain.${chain.state}`)}
      </span>
      {chain.problems.length > 0 && (
        <ul>
          {chain.problems.map(problem => (
            <li key={problem}>
              <ServerWords text={problem} />
            </li>
          ))}
        </ul>
      )}
      <ol className={styles.list}>
        {events.map(event => (
          <li key={event.sequence} className={styles.event}>
            <strong>{actOf(event)}</strong>
            {event.what && ` · ${event.what}`}
            {event.by && ` · ${t('approvals.events.by', { who: event.by })}`}
            <div className={styles.small}>
              <Time at={event.at} /> ·{' '}
              {t('approvals.events.outcome', { outcome: outcomeOf(event) })}
            </div>
            {event.reason && (
              <div>
                {t('approvals.details.because', { reason: event.reason })}
              </div>
            )}
            <code className={styles.small}>{event.hash.slice(0, 16)}</code>
          </li>
        ))}
      </ol>
    </section>
  );
};
