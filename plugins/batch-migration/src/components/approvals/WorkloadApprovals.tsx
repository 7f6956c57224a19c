import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  approvalReadPermission,
  type ApprovalPlaceView,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { approvalsRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { AskSession } from './AskSession';
import { Reconciliation } from './Reconciliation';
import { useApprovalWords } from './useApprovalWords';

const Place = ({
  workloadId,
  place,
  onAsked,
}: {
  workloadId: string;
  place: ApprovalPlaceView;
  onAsked: () => void;
}) => {
  const { t } = useTexts();
  const { countsText } = useApprovalWords();
  return (
    <li style={{ marginBottom: 12 }}>
      <strong>{place.title}</strong>
      {' · '}
      {place.concerns
        ? countsText(place.concerns)
        : t('approvals.workload.notCounted')}
      {!place.asksSessions || place.reconciliation.standing !== 'none' ? (
        <Reconciliation reconciliation={place.reconciliation} />
      ) : null}
      {place.asksSessions && <AskSession {...{ workloadId, place, onAsked }} />}
    </li>
  );
};

const Approvals = ({ workload: { id } }: { workload: WorkloadDetail }) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const path = useRouteRef(approvalsRouteRef);
  const found = useLiveLoad(
    signal => api.workloadApprovals(id, { signal }),
    `approvals of ${id}`,
  );
  // A target that no table decides on needs no card.
  if (found.value?.places.length === 0) return null;
  return (
    <Section
      title={t('approvals.workload.title')}
      hint={t('approvals.workload.hint')}
      action={
        <Link to={`${path()}?workload=${encodeURIComponent(id)}`}>
          {t('approvals.workload.requests')}
        </Link>
      }
    >
      <Loaded load={found} what={t('approvals.workload.what')} boxes={[72]}>
        {({ places }) => (
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {places.map(place => (
              <Place
                key={place.id}
                workloadId={id}
                place={place}
                onAsked={found.reload}
              />
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
};

/** Where somebody changes production on request. */
const ON_REQUEST = /^(codebuild|ecs-exec):/;

/** Who approves what is done at a workload's target; nothing where nobody has to. */
export const WorkloadApprovals = ({
  workload,
}: {
  workload: WorkloadDetail;
}) => {
  const { allowed } = usePermission({ permission: approvalReadPermission });
  const isAsked = workload.locations.some(
    ({ side, ref }) => side === 'target' && ON_REQUEST.test(ref),
  );
  return allowed && isAsked ? <Approvals workload={workload} /> : null;
};
