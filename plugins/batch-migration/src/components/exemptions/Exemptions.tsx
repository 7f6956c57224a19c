import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  exemptionApprovePermission,
  planUpdatePermission,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useLoad } from '../../hooks/useLoad';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { AskExemption } from './AskExemption';
import { ExemptionItem } from './ExemptionItem';

const PAGE = 50;

/** Who answers for it that this workload stands still, and until when. */
export const Exemptions = ({
  workload,
  round,
  onChanged,
}: {
  workload: WorkloadDetail;
  round: number;
  onChanged: () => void;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const api = useApi(batchMigrationApiRef);
  const identityApi = useApi(identityApiRef);
  const { id } = workload;
  const exemptions = useLiveLoad(
    signal => api.exemptions({ workload: id, limit: PAGE }, { signal }),
    `exemptions of ${id}`,
    round,
  );
  const user = useLoad(
    async () => (await identityApi.getBackstageIdentity()).userEntityRef,
    'user',
  ).value;
  const mayPlan = usePermission({
    permission: planUpdatePermission,
    resourceRef: id,
  });
  const mayApprove = usePermission({
    permission: exemptionApprovePermission,
    resourceRef: id,
  });
  const isOpen = (answer: { allowed: boolean; loading: boolean }) =>
    answer.allowed || answer.loading;
  const locks = {
    user,
    approve: isOpen(mayApprove) ? undefined : exemptionApprovePermission.name,
    withdraw: isOpen(mayPlan) ? undefined : planUpdatePermission.name,
  };
  const isLapsed = workload.assessment.blockers.some(
    ({ type }) => type === 'exemption-lapsed',
  );
  const hasOne = (exemptions.value?.items.length ?? 0) > 0;
  return (
    <Section
      title={t('exemptions.title')}
      hint={t('exemptions.hint')}
      action={
        <AskExemption
          workload={workload}
          longestDays={exemptions.value?.longestDays ?? 90}
          missing={locks.withdraw}
          onAsked={onChanged}
        />
      }
      edge={isLapsed ? { side: 'left', colour: tokens.danger } : undefined}
    >
      <Loaded load={exemptions} what={t('exemptions.what')} boxes={[32]}>
        {({ items, totalItems }) => (
          <>
            {!hasOne && <p style={{ margin: 0 }}>{t('exemptions.none')}</p>}
            <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
              {items.map(exemption => (
                <ExemptionItem
                  key={exemption.id}
                  {...{ exemption, locks, onChanged }}
                />
              ))}
            </ul>
            {totalItems > items.length && (
              <p>
                {t('exemptions.more', { count: totalItems - items.length })}
              </p>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
};
