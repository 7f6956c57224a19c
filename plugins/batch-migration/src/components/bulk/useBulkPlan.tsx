import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { useState, type ReactNode } from 'react';
import type { SavedPlans } from '../undo/useUndoPlans';
import type { BulkField } from './BulkFields';
import { BulkPlanDrawer } from './BulkPlanDrawer';

/** Opens the form over these workloads, with the versions that were read of them. */
export type PlanTogether = (
  workloads: readonly WorkloadView[],
  first?: BulkField,
) => void;

/**
 * The form that plans several workloads together. It belongs outside of
 * everything that comes and goes with what is read: what was chosen when it
 * was opened is what it is about until it is closed.
 *
 * @param roleType - type of their role; of the catalog where not given
 */
export function useBulkPlan({
  roleType,
  onSaved,
}: {
  roleType?: string;
  onSaved: (saved: SavedPlans) => void;
}): { plan: PlanTogether; drawer: ReactNode } {
  const [opened, setOpened] = useState<{
    workloads: readonly WorkloadView[];
    first?: BulkField;
  }>();
  const close = () => setOpened(undefined);
  return {
    plan: (workloads, first) => setOpened({ workloads, first }),
    drawer: opened && (
      <BulkPlanDrawer
        {...opened}
        roleType={roleType}
        onClose={close}
        onSaved={saved => {
          close();
          onSaved(saved);
        }}
      />
    ),
  };
}
