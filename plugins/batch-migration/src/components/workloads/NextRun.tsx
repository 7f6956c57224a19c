import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { Pulse } from '../facts/Pulse';
import { Time, useInstantText } from '../time/Time';
import { WhyWord } from '../why/WhyWord';

/** When it runs next, or how else it is started. */
export const NextRun = ({
  workload,
  show,
}: {
  workload: WorkloadView;
  show?: 'near';
}) => {
  const { t } = useTexts();
  const textOf = useInstantText(show);
  const { nextRunAt, dormant } = workload.assessment;
  if (workload.kind !== 'scheduled') {
    return (
      <>
        {t(`runsHow.${workload.kind}`)}
        <Pulse locations={workload.locations} />
      </>
    );
  }
  if (dormant && !nextRunAt) {
    return (
      <WhyWord workload={workload} word="dormant" says={t('why.dormant')}>
        {t('why.dormant')}
      </WhyWord>
    );
  }
  return (
    <WhyWord
      workload={workload}
      word="next-run"
      says={`${t('why.nextRun')}: ${
        nextRunAt ? textOf(nextRunAt) : t('runsHow.never')
      }`}
    >
      {nextRunAt ? <Time at={nextRunAt} show={show} /> : t('runsHow.never')}
    </WhyWord>
  );
};
