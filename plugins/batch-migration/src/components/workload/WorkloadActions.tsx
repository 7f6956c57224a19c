import type { BackstageTheme } from '@backstage/theme';
import { usePermission } from '@backstage/plugin-permission-react';
import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import useTheme from '@material-ui/core/styles/useTheme';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import EditIcon from '@material-ui/icons/Edit';
import MoreIcon from '@material-ui/icons/MoreVert';
import PersonIcon from '@material-ui/icons/Person';
import {
  attestPermission,
  planUpdatePermission,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useRefresh } from '../../hooks/useRefresh';
import { useTexts } from '../../translations/useTexts';
import { AttestDialog } from '../handover/Attest';
import { LockedButton } from '../states/LockedButton';
import type { SavedPlan } from '../undo/UndoPlan';
import { PlanDrawer } from './PlanDrawer';

const MENU = 'workload-actions';

/** What a person can do with this workload; the main action stays where the window is narrow. */
export const WorkloadActions = ({
  workload,
  onSaved,
  onChanged,
}: {
  workload: WorkloadDetail;
  onSaved: (saved: SavedPlan) => void;
  onChanged: () => void;
}) => {
  const { t } = useTexts();
  const theme = useTheme<BackstageTheme>();
  const isNarrow = useMediaQuery(theme.breakpoints.down('sm'));
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<'attest' | 'plan'>();
  const { refreshing, missing, refresh } = useRefresh(onChanged);
  const { id } = workload;
  const mayPlan = usePermission({
    permission: planUpdatePermission,
    resourceRef: id,
  });
  const mayAttest = usePermission({
    permission: attestPermission,
    resourceRef: id,
  });
  const missingOf = (
    { allowed, loading }: { allowed: boolean; loading: boolean },
    { name }: { name: string },
  ) => (allowed || loading ? undefined : name);
  const locked = {
    plan: missingOf(mayPlan, planUpdatePermission),
    attest: missingOf(mayAttest, attestPermission),
  };
  // Only a job that comes to an end has a longest run to vouch for.
  const canAttest = workload.kind === 'scheduled';
  const color = theme.page?.fontColor;
  const close = () => setAnchor(null);
  const choose = (what: 'attest' | 'plan') => {
    close();
    setOpen(what);
  };
  const onHeader = {
    color,
    borderColor: color,
    minHeight: 40,
  };
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
      {canAttest && !isNarrow && (
        <LockedButton
          variant="outlined"
          startIcon={<PersonIcon />}
          missing={locked.attest}
          onClick={() => choose('attest')}
          style={onHeader}
        >
          {t('workloadPage.attest')}
        </LockedButton>
      )}
      <LockedButton
        variant="outlined"
        startIcon={<EditIcon />}
        missing={locked.plan}
        onClick={() => choose('plan')}
        style={onHeader}
      >
        {t('plan.edit')}
      </LockedButton>
      <IconButton
        aria-label={t('workloadPage.more')}
        aria-haspopup="menu"
        aria-controls={anchor ? MENU : undefined}
        aria-expanded={Boolean(anchor)}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
        style={{ color, padding: 8 }}
      >
        <MoreIcon />
      </IconButton>
      <Menu
        id={MENU}
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={close}
        transitionDuration={0}
        MenuListProps={{ 'aria-label': t('workloadPage.more') }}
      >
        {canAttest && isNarrow && (
          <MenuItem
            aria-disabled={locked.attest !== undefined}
            onClick={() => !locked.attest && choose('attest')}
            style={locked.attest ? { opacity: 0.7 } : undefined}
          >
            {locked.attest
              ? t('states.locked', { permission: locked.attest })
              : t('workloadPage.attest')}
          </MenuItem>
        )}
        <MenuItem
          aria-disabled={missing !== undefined}
          aria-busy={refreshing || undefined}
          onClick={() => {
            if (missing) return;
            close();
            refresh();
          }}
          style={missing ? { opacity: 0.7, whiteSpace: 'normal' } : undefined}
        >
          {missing
            ? t('states.locked', { permission: missing })
            : t(refreshing ? 'refresh.running' : 'refresh.label')}
        </MenuItem>
      </Menu>
      {open === 'attest' && (
        <AttestDialog
          id={id}
          name={workload.name}
          onClose={() => setOpen(undefined)}
          onAttested={onChanged}
        />
      )}
      {open === 'plan' && (
        <PlanDrawer
          workloadId={id}
          name={workload.name}
          roleRef={workload.roleRef}
          isService={workload.kind === 'service'}
          schedule={workload.schedule}
          ownerProposals={workload.ownerProposals}
          onClose={() => setOpen(undefined)}
          onSaved={saved => {
            setOpen(undefined);
            onSaved(saved);
          }}
        />
      )}
    </div>
  );
};
