import type {
  ServerDetail,
  WorkloadFilters,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { FilterLink, WorkloadLink } from '../links';
import type { Group } from './useGroupDetail';

/** How the table of all workloads finds a group again. */
const FILTERS: Record<Group, WorkloadFilters> = {
  'runs-only-here': { placement: ['legacy'] },
  'runs-twice': { placement: ['both'] },
  'not-seen': { placement: ['unknown'] },
  'moved-line-here': { stage: ['cut-over', 'proven'] },
  gone: { stage: ['retired'] },
};

/** Leads to the rows of a group, or to its only workload. */
export const GroupLink = ({
  server,
  group,
  workloads,
  known,
}: {
  server: ServerDetail;
  group: Group;
  workloads: ServerDetail['verdict'][number]['workloads'];
  known: readonly WorkloadView[];
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const isRemovable = ({ id }: { id: string }) =>
    known.some(
      workload => workload.id === id && workload.assessment.stage === 'proven',
    );
  const hasSteps = group === 'moved-line-here' && workloads.some(isRemovable);
  const action = t(`serverTab.open.${group}`);
  const name = t('serverTab.openOf', {
    action,
    group: `${numberText(workloads.length)} ${t(`verdict.groups.${group}`)}`,
  });
  if (workloads.length === 1) {
    return (
      <WorkloadLink id={workloads[0].id} aria-label={name}>
        {action}
      </WorkloadLink>
    );
  }
  const filters = hasSteps ? { stage: ['proven'] } : FILTERS[group];
  return (
    <FilterLink
      filters={{ server: [server.ref], ...filters }}
      aria-label={name}
    >
      {action}
    </FilterLink>
  );
};
