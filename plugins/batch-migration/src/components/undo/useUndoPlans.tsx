import { useApi } from '@backstage/core-plugin-api';
import { useState, type ReactNode } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { statusOf } from '../states/LoadError';
import { UndoNotice } from './UndoNotice';

/** Plans that were changed together: the versions of before, and those that were written. */
export type SavedPlans = ReadonlyArray<{
  workloadId: string;
  before: number;
  now: number;
}>;

/**
 * Offers to take a change of several plans back: all of them or none, and only
 * while nobody else has changed one since.
 *
 * @param onDone - they were taken back
 */
export function useUndoPlans(onDone: () => void): {
  offer: (saved: SavedPlans) => void;
  notice: ReactNode;
} {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const [offered, setOffered] = useState<SavedPlans>([]);
  const offer = (saved: SavedPlans) =>
    setOffered(saved.filter(({ before, now }) => before !== now));
  if (offered.length === 0) return { offer, notice: null };
  const count = offered.length;
  const notice = (
    <UndoNotice
      key={offered.map(one => `${one.workloadId}@${one.now}`).join()}
      done={t('workloadPage.undo.savedPlans', { count })}
      takeBack={async () => {
        await api.updatePlans({
          plans: offered.map(({ workloadId, before, now }) => ({
            ...{ workloadId, version: now, restore: before },
          })),
          change: {},
        });
        onDone();
        return t('workloadPage.undo.donePlans', { count });
      }}
      refusal={error =>
        statusOf(error) === 409
          ? t('workloadPage.undo.changedPlans')
          : undefined
      }
      onClose={() => setOffered([])}
    />
  );
  return { offer, notice };
}
