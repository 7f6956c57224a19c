import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useFindingText, type Finding } from './useFindingText';

/**
 * What a danger or a blocker says. The server's own sentence is English, and
 * stays beside the translated one where it tells more.
 */
export const FindingSentence = ({
  workload,
  finding,
}: {
  workload: WorkloadDetail;
  finding: Finding;
}) => {
  const { locale } = useEstate();
  const found = useFindingText()(workload, finding);
  const original = <span lang="en">{finding.message}</span>;
  if (locale.startsWith('en') || !found) return original;
  return (
    <>
      {found.text}
      {found.hasMore && <div>{original}</div>}
    </>
  );
};
