import DownloadIcon from '@material-ui/icons/GetApp';
import { useState } from 'react';
import { download } from '../../download';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Problem } from '../states/Problem';
import { useOwnWords } from '../states/useOwnWords';

/** Saves what the portal answers as a file, or says why there is none. */
export const SaveFile = ({
  label,
  fetchFile,
}: {
  label: string;
  fetchFile: () => Promise<{ fileName: string; response: Response }>;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const { fileName, response } = await fetchFile();
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
        {busy ? t('approvals.files.saving') : label}
      </Button>
      {problem && (
        <Problem>{t('approvals.files.failed', { message: problem })}</Problem>
      )}
    </>
  );
};
