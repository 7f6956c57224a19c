import makeStyles from '@material-ui/core/styles/makeStyles';
import {
  checkRequirement,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { WhyPopover } from '../why/WhyPopover';
import { useGroundText } from '../workload/useGroundText';
import { ToneChip } from './ToneChip';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: '2px 8px',
      fontSize: 13,
      color: tokens.text2,
    },
  };
});

/** Each requirement with how it stands, and what says so. */
const ReadinessAnswer = ({ job, now }: { job: WorkloadView; now: Date }) => {
  const { t } = useTexts();
  const groundText = useGroundText();
  return (
    <ul style={{ margin: '4px 0', paddingLeft: 20 }}>
      {job.plan.requirements.map(one => {
        const { state, ground } = checkRequirement(one, job, now);
        return (
          <li key={one.id}>
            <b>{one.text}</b>{' '}
            {t('roleTab.requirement', {
              state: t(`planDetails.states.${state}`),
              ground: groundText(one, ground),
            })}
          </li>
        );
      })}
    </ul>
  );
};

/** Whether a built job may be handed over, by what its plan asks for. */
export const Readiness = ({ job }: { job: WorkloadView }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { now } = useEstate();
  // An expiry is judged by the clock of the estate, once that is known.
  if (!now) return null;
  const { requirements } = job.plan;
  const met = requirements.filter(
    one => checkRequirement(one, job, now).state === 'met',
  ).length;
  const isReady = met === requirements.length;
  const word = t(isReady ? 'roleTab.ready' : 'roleTab.notMet');
  return (
    <div className={styles.line}>
      <ToneChip tone={isReady ? 'good' : 'plain'}>
        <WhyPopover
          word={word}
          of={job.name}
          answer={() => <ReadinessAnswer job={job} now={now} />}
        >
          {word}
        </WhyPopover>
      </ToneChip>
      <span>
        {t('roleTab.met', { met: String(met), count: requirements.length })}
      </span>
    </div>
  );
};
