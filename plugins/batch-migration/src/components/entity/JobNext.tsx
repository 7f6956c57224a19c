import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  Danger,
  DayView,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { DangerChip } from '../danger/DangerChip';
import { byUrgency, NextThing } from '../danger/NextThing';
import { canHandOver } from '../handover/HandoverLink';
import { WhyWord } from '../why/WhyWord';
import { useDayText } from './DayTicks';
import { Readiness } from './Readiness';

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

/** What is known of a danger beside its name; its step where that is all. */
function useDangerDetail() {
  const { t } = useTexts();
  const { locale } = useEstate();
  const dayText = useDayText();
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return (danger: Danger, days: DayView[] | undefined): JSX.Element => {
    const twice = (days ?? []).filter(day => day.twice);
    if (danger.type === 'runs-twice' && twice.length > 0) {
      const named = list.format(twice.map(({ day }) => dayText(day)));
      return <span>{t('roleTab.twiceOn', { days: named })}</span>;
    }
    const declared = danger.drifts?.find(({ kind }) => kind === 'schedule')
      ?.declared?.schedules[0];
    return declared ? (
      <span>
        {t('roleTab.gitSays', { schedule: <code>{declared.expression}</code> })}
      </span>
    ) : (
      <span>{t(`dangerSteps.${danger.type}`)}</span>
    );
  };
}

/** The danger with what is known of it, else whether it is ready, else the next blocker. */
export const JobNext = ({
  job,
  days,
}: {
  job: WorkloadView;
  days: DayView[] | undefined;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const detailOf = useDangerDetail();
  const { dangers, placement } = job.assessment;
  const [danger] = [...dangers].sort(byUrgency);
  if (danger) {
    return (
      <div className={styles.line}>
        <WhyWord
          workload={job}
          word={danger.type}
          says={t(`dangers.${danger.type}`)}
        >
          <DangerChip type={danger.type} severity={danger.severity} />
        </WhyWord>
        {detailOf(danger, days)}
      </div>
    );
  }
  return canHandOver(job) &&
    placement !== 'unknown' &&
    job.plan.requirements.length > 0 ? (
    <Readiness job={job} />
  ) : (
    <NextThing workload={job} />
  );
};
