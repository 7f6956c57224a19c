import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  exemptionApprovePermission,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { LockedButton } from '../states/LockedButton';
import { Problem } from '../states/Problem';
import { useOwnWords } from '../states/useOwnWords';
import { Time } from '../time/Time';

/** The schedule that the plan means, who set it and who agreed. */
export const IntendedSchedule = ({
  workload: { id, plan },
  onApproved,
}: {
  workload: WorkloadDetail;
  onApproved: () => void;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { allowed, loading } = usePermission({
    permission: exemptionApprovePermission,
    resourceRef: id,
  });
  const intended = plan.intendedSchedule;
  if (!intended) return null;
  const { approval, setBy } = intended;

  const approve = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      // What is on the page, and nothing that came meanwhile.
      await api.approveSchedule(id, `"v${plan.version}"`);
      onApproved();
    } catch (error) {
      setProblem(ownWords(error as Error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <h3 style={{ fontSize: 14 }}>{t('planDetails.intended')}</h3>
      <p style={{ overflowWrap: 'anywhere' }}>
        <code>{intended.expression}</code> ({intended.timezone}):{' '}
        {intended.reason}
      </p>
      <p>
        {setBy && (
          <>
            {t('planDetails.setBy', { who: setBy })}
            {' · '}
          </>
        )}
        {approval && (
          <>
            {t('planDetails.approved', { who: approval.by })}{' '}
            <Time at={approval.at} />
          </>
        )}
        {approval === null && t('planDetails.notApproved')}
        {approval === undefined && t('planDetails.before')}
      </p>
      {!approval && (
        <LockedButton
          size="small"
          variant="outlined"
          disabled={busy}
          missing={
            allowed || loading ? undefined : exemptionApprovePermission.name
          }
          onClick={approve}
        >
          {t('planDetails.approve')}
        </LockedButton>
      )}
      {problem && (
        <Problem>{t('planDetails.refused', { message: problem })}</Problem>
      )}
    </>
  );
};
