import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import type { BackstageTheme } from '@backstage/theme';
import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import makeStyles from '@material-ui/core/styles/makeStyles';
import AddIcon from '@material-ui/icons/AddCircleOutline';
import DownloadIcon from '@material-ui/icons/GetApp';
import MoreIcon from '@material-ui/icons/MoreVert';
import { approvalReadPermission } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import {
  approvalsRouteRef,
  goldenPathsRouteRef,
  importRouteRef,
  sourcesRouteRef,
  targetsRouteRef,
  wavesRouteRef,
} from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { RefreshButton } from '../RefreshButton';
import { Button, LinkButton } from '../buttons';
import { useExportCsv } from '../workloads/useExportCsv';

const MENU = 'batch-migration-overview-menu';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  actions: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    whiteSpace: 'nowrap',
  },
  onHeader: {
    color: theme.page?.fontColor,
    minHeight: 32,
    borderColor: theme.page?.fontColor,
    whiteSpace: 'nowrap',
  },
  more: { color: theme.page?.fontColor },
  problem: { color: theme.page?.fontColor },
}));

/**
 * The three actions of every day, and a menu of the rest. On a narrow page all
 * but the first are in the menu.
 */
export const HeaderActions = ({
  narrow,
  onRefreshed,
}: {
  narrow: boolean;
  onRefreshed: () => void;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const csv = useExportCsv();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const toImport = useRouteRef(importRouteRef)();
  const toApprovals = useRouteRef(approvalsRouteRef)();
  const { allowed: readsApprovals } = usePermission({
    permission: approvalReadPermission,
  });
  const places = [
    { to: useRouteRef(targetsRouteRef)(), label: t('targets.open') },
    { to: useRouteRef(sourcesRouteRef)(), label: t('sources.open') },
    { to: useRouteRef(wavesRouteRef)(), label: t('waves.page') },
    { to: useRouteRef(goldenPathsRouteRef)(), label: t('upgrades.page') },
    ...(readsApprovals
      ? [{ to: toApprovals, label: t('approvals.page') }]
      : []),
  ];
  const close = () => setAnchor(null);
  const save = () => {
    close();
    csv.save();
  };
  const exported = csv.busy ? t('exportCsv.running') : t('exportCsv.short');
  return (
    <div className={styles.actions}>
      <RefreshButton onDone={onRefreshed} onHeader />
      {!narrow && (
        <>
          <LinkButton
            className={styles.onHeader}
            to={toImport}
            size="small"
            variant="outlined"
            startIcon={<AddIcon />}
          >
            {t('overview.import')}
          </LinkButton>
          <Button
            className={styles.onHeader}
            size="small"
            variant="outlined"
            startIcon={<DownloadIcon />}
            aria-label={t('exportCsv.label')}
            aria-busy={csv.busy || undefined}
            onClick={save}
          >
            {exported}
          </Button>
        </>
      )}
      <IconButton
        className={styles.more}
        size="small"
        aria-label={t('overview.more')}
        aria-haspopup="menu"
        aria-controls={anchor ? MENU : undefined}
        aria-expanded={Boolean(anchor)}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      <Menu
        id={MENU}
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={close}
        transitionDuration={0}
        MenuListProps={{ 'aria-label': t('overview.more') }}
      >
        {[
          ...(narrow ? [{ to: toImport, label: t('overview.import') }] : []),
          ...places,
        ].map(({ to, label }) => (
          <MenuItem key={to} component={Link} to={to} onClick={close}>
            {label}
          </MenuItem>
        ))}
        {narrow && <MenuItem onClick={save}>{t('exportCsv.label')}</MenuItem>}
      </Menu>
      {csv.problem && (
        <span role="alert" className={styles.problem}>
          {t('exportCsv.failed', { message: csv.problem })}
        </span>
      )}
    </div>
  );
};
