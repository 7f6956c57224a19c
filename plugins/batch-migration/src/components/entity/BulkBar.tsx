import IconButton from '@material-ui/core/IconButton';
import makeStyles from '@material-ui/core/styles/makeStyles';
import CloseIcon from '@material-ui/icons/Close';
import DownloadIcon from '@material-ui/icons/GetApp';
import {
  BYTE_ORDER_MARK,
  workloadCsvHeader,
  workloadCsvRecord,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { download } from '../../download';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { PlanSelectedButton } from '../bulk/PlanSelectedButton';
import type { PlanTogether } from '../bulk/useBulkPlan';
import { HandoverSelectedButton } from '../handover/HandoverLink';
import { MigrateButton } from './MigrateButton';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: 8,
      padding: theme.spacing(1, 2),
      background: tokens.targetSurface,
      borderTop: `1px solid ${tokens.rule}`,
      color: tokens.text1,
      fontSize: 13,
    },
    rest: { marginLeft: 'auto', color: tokens.text2, fontSize: 12 },
  };
});

/** The jobs as the file that the overview exports. */
function csvOf(jobs: readonly WorkloadView[]): Blob {
  const text = [
    BYTE_ORDER_MARK,
    workloadCsvHeader(),
    ...jobs.map(workloadCsvRecord),
  ].join('');
  return new Blob([text], { type: 'text/csv;charset=utf-8' });
}

/** What can be done with all selected jobs at once. */
export const BulkBar = ({
  selected,
  roleName,
  onPlan,
  onClear,
}: {
  selected: WorkloadView[];
  /** For the name of the exported file. */
  roleName: string;
  onPlan: PlanTogether;
  onClear: () => void;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const plan = { selected, onPlan };
  return (
    <div
      role="group"
      aria-label={t('roleTab.selectedBar')}
      className={styles.bar}
    >
      <b>{t('jobs.selected', { count: selected.length })}</b>
      <HandoverSelectedButton selected={selected} />
      <MigrateButton workloads={selected} selected />
      <PlanSelectedButton {...plan} label={t('roleTab.setWave')} first="wave" />
      <PlanSelectedButton
        {...plan}
        label={t('roleTab.setStrategy')}
        first="strategy"
      />
      <PlanSelectedButton {...plan} />
      <Button
        size="small"
        startIcon={<DownloadIcon />}
        onClick={() => download(csvOf(selected), `${roleName}.csv`)}
      >
        {t('roleTab.export')}
      </Button>
      <span className={styles.rest}>{t('roleTab.allOrNothing')}</span>
      <IconButton
        size="small"
        aria-label={t('roleTab.clearSelection')}
        onClick={onClear}
      >
        <CloseIcon fontSize="small" />
      </IconButton>
    </div>
  );
};
