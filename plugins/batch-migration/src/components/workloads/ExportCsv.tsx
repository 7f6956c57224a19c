import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import type { WorkloadFilters } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { download } from '../../download';
import { useTexts } from '../../translations/useTexts';
import { ownWords } from '../states/LoadError';
import type { Order } from './query';

/**
 * All that the table's filters match, as a file. It is asked for as every
 * other call is, so that it holds what this person may read.
 */
export const ExportCsv = ({
  filters,
  orderBy,
}: {
  filters: WorkloadFilters;
  orderBy: Order;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      // Excel needs the byte order mark, and others read over it.
      const { fileName, response } = await api.exportCsv({
        ...{ ...filters, orderBy, bom: true },
      });
      download(await response.blob(), fileName);
    } catch (error) {
      setProblem(ownWords(error as Error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        aria-label={t('exportCsv.label')}
        aria-busy={busy || undefined}
        onClick={save}
      >
        {busy ? t('exportCsv.running') : t('exportCsv.short')}
      </Button>
      {problem && (
        <span role="alert">{t('exportCsv.failed', { message: problem })}</span>
      )}
    </>
  );
};
