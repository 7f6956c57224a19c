import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { WhyWord } from '../why/WhyWord';
import { StageTrack } from './StageTrack';

/** The stage of one workload in a list, and whether it is stale: each answers why. */
export const WhyStage = ({ workload }: { workload: WorkloadView }) => {
  const { t } = useTexts();
  const { stage, stale } = workload.assessment;
  return (
    <>
      <WhyWord workload={workload} word="stage" says={t(`stages.${stage}`)}>
        <StageTrack stage={stage} />
      </WhyWord>
      {stale && (
        <WhyWord workload={workload} word="silence" says={t('stages.stale')}>
          {t('stages.stale')}
        </WhyWord>
      )}
    </>
  );
};
