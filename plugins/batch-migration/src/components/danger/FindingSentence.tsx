import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useServerWords } from '../../translations/said/useServerWords';
import { CodeText } from '../CodeText';
import { useFindingText, type Finding } from './useFindingText';

/**
 * What a danger or a blocker says. Where the server's own sentence has no
 * translation, it stays beside one that is made of what the workload carries.
 */
export const FindingSentence = ({
  workload,
  finding,
}: {
  workload: WorkloadDetail;
  finding: Finding;
}) => {
  const { locale } = useEstate();
  const translated = useServerWords()(finding.message);
  const found = useFindingText()(workload, finding);
  const original = (
    <span lang="en">
      <CodeText text={finding.message} />
    </span>
  );
  if (translated !== null) return <CodeText text={translated} />;
  if (locale.startsWith('en') || !found) return original;
  return (
    <>
      {found.text}
      {found.hasMore && <div>{original}</div>}
    </>
  );
};
