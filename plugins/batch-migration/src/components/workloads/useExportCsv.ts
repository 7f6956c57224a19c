import { useApi } from '@backstage/core-plugin-api';
import { useState } from 'react';
import { useAddress } from '../../address';
import { batchMigrationApiRef } from '../../api';
import { download } from '../../download';
import { useOwnWords } from '../states/useOwnWords';
import { readView } from './query';

export interface CsvExport {
  busy: boolean;
  /** Why there is no file. */
  problem: string | undefined;
  save: () => Promise<void>;
}

/**
 * All that the table's filters match, as a file. It is asked for as every
 * other call is, so that it holds what this person may read.
 */
export function useExportCsv(): CsvExport {
  const api = useApi(batchMigrationApiRef);
  const ownWords = useOwnWords();
  const { search } = useAddress();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    if (busy) return;
    const { filters, orderBy } = readView(search);
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
  return { busy, problem, save };
}
