import { usePermission } from '@backstage/plugin-permission-react';
import {
  planUpdatePermission,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useTexts } from '../../translations/useTexts';
import { LockedButton } from '../states/LockedButton';
import type { SavedPlans } from '../undo/useUndoPlans';
import { BulkPlanDrawer } from './BulkPlanDrawer';
import type { BulkField } from './BulkFields';

/** Plans the chosen workloads together; nothing where none is chosen. */
export const PlanSelectedButton = ({
  selected,
  roleType,
  onSaved,
  label,
  name,
  first,
}: {
  selected: readonly WorkloadView[];
  roleType?: string;
  onSaved: (saved: SavedPlans) => void;
  /** What it says where it is not for any field, and its accessible name. */
  label?: string;
  name?: string;
  /** The field at which the form opens. */
  first?: BulkField;
}) => {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  // Of the first: what holds for the others too, the server says.
  const { allowed, loading } = usePermission({
    permission: planUpdatePermission,
    resourceRef: selected[0]?.id,
  });
  if (selected.length === 0) return null;
  return (
    <>
      <LockedButton
        size="small"
        variant="outlined"
        missing={allowed || loading ? undefined : planUpdatePermission.name}
        onClick={() => setOpen(true)}
        aria-label={name}
        color={label ? 'primary' : 'default'}
        style={{ whiteSpace: 'nowrap' }}
      >
        {label ?? t('bulk.open', { count: selected.length })}
      </LockedButton>
      {open && (
        <BulkPlanDrawer
          workloads={selected}
          roleType={roleType}
          first={first}
          onClose={() => setOpen(false)}
          onSaved={saved => {
            setOpen(false);
            onSaved(saved);
          }}
        />
      )}
    </>
  );
};
