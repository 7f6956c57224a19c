import { useApi } from '@backstage/core-plugin-api';
import type { WorkloadFilters } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { download } from '../../download';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { useOwnWords } from '../states/useOwnWords';

/** The plans of what the table shows, as one YAML file. */
export const ExportPlans = ({ filters }: { filters: WorkloadFilters }) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const exportPlans = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const text = await api.exportPlans(filters);
      download(new Blob([text], { type: 'application/yaml' }), 'plans.yaml');
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
        disabled={busy}
        onClick={exportPlans}
      >
        {busy ? t('planFiles.exporting') : t('planFiles.export')}
      </Button>
      {problem && (
        <span role="alert">
          {t('planFiles.notExported', { message: problem })}
        </span>
      )}
    </>
  );
};
