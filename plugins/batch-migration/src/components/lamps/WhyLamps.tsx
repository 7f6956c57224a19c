import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { WhyWord } from '../why/WhyWord';
import { betweenOf, useLampsSentence, WorkloadLamps } from './Lamps';

/** The lamps of one workload in a list: asked why, they tell what was seen. */
export const WhyLamps = ({ workload }: { workload: WorkloadView }) => {
  const { legacy, target } = workload.assessment;
  const says = useLampsSentence()(legacy, target, betweenOf(workload));
  return (
    <WhyWord workload={workload} word="placement" says={says}>
      <WorkloadLamps workload={workload} />
    </WhyWord>
  );
};
