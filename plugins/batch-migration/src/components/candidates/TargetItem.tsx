import makeStyles from '@material-ui/core/styles/makeStyles';
import type { TargetCandidate } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { WorkloadLink } from '../links';
import { useInstantText } from '../time/Time';
import { Dismiss } from './Dismiss';
import { LinkTarget } from './LinkTarget';
import { TargetFacts } from './TargetFacts';
import { useReasons } from './useReasons';

const useStyles = makeStyles(theme => ({
  item: {
    padding: theme.spacing(1.5, 0),
    marginTop: theme.spacing(1),
    borderTop: `1px solid ${tokensOf(theme.palette.type).rule}`,
    '& a': { textDecoration: 'underline' },
    // In line with the words above it.
    '& > button': { marginLeft: -5 },
    '& > p': { margin: theme.spacing(0.5, 0) },
  },
  name: { font: 'inherit', fontWeight: 600, margin: 0 },
  proposals: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** One target with what it may replace. */
export const TargetItem = ({
  target,
  onLink,
  onChanged,
}: {
  target: TargetCandidate;
  /** Before it is linked. */
  onLink: () => void;
  /** It was dismissed, or that was taken back. */
  onChanged: () => void;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const reasonsOf = useReasons();
  const instant = useInstantText();
  const { dismissal, proposals, state } = target;
  return (
    <li className={styles.item} aria-label={target.name}>
      <h3 className={styles.name}>
        {target.name} ({t(`targets.states.${state}`)})
      </h3>
      <TargetFacts target={target} />
      {dismissal && (
        <p>
          {t('targets.dismissedBy', {
            actor: dismissal.actor,
            when: instant(dismissal.at),
            reason: dismissal.reason,
          })}
        </p>
      )}
      {!dismissal && proposals.length === 0 && (
        <p>
          {state === 'active'
            ? t('targets.replacesNothing')
            : t('targets.idleReplacesNothing')}
        </p>
      )}
      {!dismissal && proposals.length > 0 && (
        <>
          <div>{t('targets.mayReplace')}</div>
          <ul className={styles.proposals}>
            {proposals.map(proposal => (
              <li key={proposal.workload.id}>
                <WorkloadLink id={proposal.workload.id}>
                  {proposal.workload.name}
                </WorkloadLink>
                {' · '}
                {reasonsOf(proposal)}{' '}
                <LinkTarget
                  target={target}
                  workload={proposal.workload}
                  onLink={onLink}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      <Dismiss target={target} onChanged={onChanged} />
    </li>
  );
};
