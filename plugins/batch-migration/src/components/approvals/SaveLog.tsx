import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import DownloadIcon from '@material-ui/icons/GetApp';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { download } from '../../download';
import { useTexts } from '../../translations/useTexts';
import { Problem } from '../states/Problem';
import { useOwnWords } from '../states/useOwnWords';

/** The log of a run as a file. Who takes it is noted. */
export const SaveLog = ({ placeId, id }: { placeId: string; id: string }) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const ownWords = useOwnWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const { fileName, response } = await api.approvalLog(placeId, id);
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
        startIcon={<DownloadIcon />}
        aria-busy={busy || undefined}
        onClick={save}
      >
        {t(busy ? 'approvals.log.saving' : 'approvals.log.save')}
      </Button>
      {problem && (
        <Problem>{t('approvals.log.failed', { message: problem })}</Problem>
      )}
    </>
  );
};
