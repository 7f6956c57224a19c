import type {
  Drift,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';
import { DriftLines } from './DriftLines';

/** How Git and hosts differ for a workload, as it was assessed last. */
export function driftsOf({
  assessment,
}: Pick<WorkloadView, 'assessment'>): Drift[] {
  return assessment.dangers.flatMap(({ drifts = [] }) => drifts);
}

/** On the page of a workload; nothing where nothing differs. */
export const DriftSection = ({
  workload,
}: {
  workload: Pick<WorkloadView, 'assessment'>;
}) => {
  const { t } = useTexts();
  const drifts = driftsOf(workload);
  if (drifts.length === 0) return null;
  return (
    <Section title={t('drift.title')} hint={t('drift.hint')}>
      {drifts.map((drift, index) => (
        // Two lines of one host may differ in the same way.
        // eslint-disable-next-line react/no-array-index-key
        <DriftLines
          key={`${drift.host} ${drift.kind} ${index}`}
          drift={drift}
        />
      ))}
    </Section>
  );
};
