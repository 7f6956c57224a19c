import { useRouteRef } from '@backstage/core-plugin-api';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import {
  handoverRouteRef,
  templateRouteRef,
  workloadRouteRef,
} from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { LinkButton } from '../buttons';
import { PlanSelectedButton } from '../bulk/PlanSelectedButton';
import type { PlanTogether } from '../bulk/useBulkPlan';
import { byUrgency } from '../danger/NextThing';
import { handoverSearch } from '../handover/handoverAddress';
import { goldenPathOf } from './goldenPaths';
import { jobActionOf } from './jobAction';

/** The one thing to do next with a job. It opens what it says, and acts on nothing. */
export const JobAction = ({
  job,
  roleType,
  onPlan,
}: {
  job: WorkloadView;
  roleType: string | undefined;
  onPlan: PlanTogether;
}) => {
  const { t } = useTexts();
  const workload = useRouteRef(workloadRouteRef);
  const handover = useRouteRef(handoverRouteRef);
  const template = useRouteRef(templateRouteRef);
  const [danger] = [...job.assessment.dangers].sort(byUrgency);
  const goldenPath = goldenPathOf(job, roleType);
  const action = jobActionOf(job, danger, Boolean(template && goldenPath));
  const label = t(`roleTab.actions.${action}`);
  const name = t('roleTab.actionFor', { action: label, name: job.name });
  if (action === 'plan') {
    return (
      <PlanSelectedButton
        selected={[job]}
        onPlan={onPlan}
        label={label}
        name={name}
      />
    );
  }
  const pathOf = () => {
    if (action === 'handOver') {
      return `${handover()}?${handoverSearch({ ids: [job.id] })}`;
    }
    return action === 'migrate' && goldenPath && template
      ? `${template(goldenPath.template)}?${goldenPath.search}`
      : workload({ id: job.id });
  };
  return (
    <LinkButton
      to={pathOf()}
      size="small"
      color="primary"
      variant={action === 'open' ? 'text' : 'outlined'}
      aria-label={name}
      style={{ whiteSpace: 'nowrap' }}
    >
      {label}
    </LinkButton>
  );
};
