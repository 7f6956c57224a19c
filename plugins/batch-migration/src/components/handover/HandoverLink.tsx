import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type {
  EntityRef,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { handoverRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { LinkButton } from '../buttons';
import { handoverSearch } from './handoverAddress';
import { runsTwice } from './jobVerdict';

/** Its target was seen, and it runs on one side only. */
export function canHandOver(workload: WorkloadView): boolean {
  return (
    workload.kind === 'scheduled' &&
    workload.assessment.stage === 'built' &&
    !runsTwice(workload)
  );
}

/** Opens the planner for one job; nothing where it is not ready for it. */
export const HandoverLink = ({ workload }: { workload: WorkloadView }) => {
  const { t } = useTexts();
  const path = useRouteRef(handoverRouteRef);
  if (!canHandOver(workload)) return null;
  return (
    <Link
      to={`${path()}?${handoverSearch({ ids: [workload.id] })}`}
      aria-label={t('handover.openOf', { name: workload.name })}
      style={{ whiteSpace: 'nowrap' }}
    >
      {t('handover.open')}
    </Link>
  );
};

/** Opens the planner for those of the selected jobs that are ready. */
export const HandoverSelectedButton = ({
  selected,
}: {
  selected: WorkloadView[];
}) => {
  const { t } = useTexts();
  const path = useRouteRef(handoverRouteRef);
  const ids = selected.filter(canHandOver).map(({ id }) => id);
  if (ids.length === 0) return null;
  return (
    <LinkButton
      to={`${path()}?${handoverSearch({ ids })}`}
      variant="outlined"
      color="primary"
      size="small"
    >
      {t('handover.openSelected', { count: ids.length })}
    </LinkButton>
  );
};

/** Opens the planner for all built jobs of a server. */
export const HandoverServerButton = ({
  serverRef,
}: {
  serverRef: EntityRef;
}) => {
  const { t } = useTexts();
  const path = useRouteRef(handoverRouteRef);
  return (
    <LinkButton
      to={`${path()}?${handoverSearch({ server: serverRef })}`}
      size="small"
      color="primary"
    >
      {t('handover.openServer')}
    </LinkButton>
  );
};
