import { useApi } from '@backstage/core-plugin-api';
import type {
  Plan,
  VersionedPlan,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { statusOf } from '../states/LoadError';
import { UndoNotice } from './UndoNotice';

/** A plan that was written, and what stood there before. */
export interface SavedPlan {
  before: Plan;
  now: VersionedPlan;
}

/**
 * Offers to take a saved plan back: the plan of before is written as a further
 * version, and only while nobody else has changed it since.
 */
export const UndoPlan = ({
  workloadId,
  saved,
  onDone,
  onClose,
}: {
  workloadId: string;
  saved: SavedPlan;
  /** It was taken back. */
  onDone: () => void;
  onClose: () => void;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  return (
    <UndoNotice
      done={t('workloadPage.undo.saved', {
        version: String(saved.now.plan.version),
      })}
      takeBack={async () => {
        const { plan } = await api.updatePlan(
          workloadId,
          saved.before,
          saved.now.etag,
        );
        onDone();
        return t('workloadPage.undo.done', { version: String(plan.version) });
      }}
      refusal={error =>
        statusOf(error) === 412 ? t('workloadPage.undo.changed') : undefined
      }
      onClose={onClose}
    />
  );
};
