import { useApi } from '@backstage/core-plugin-api';
import type {
  HandoverPreviewRequest,
  HandoverPreviewResponse,
} from 'backstage-plugin-batch-migration-common';
import { useMemo } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLoad, type Load } from '../../hooks/useLoad';
import type { HandoverAddress } from './handoverAddress';

export interface Preview extends Load<HandoverPreviewResponse | null> {
  /** The value answers what is asked for now, and not what was asked before. */
  isCurrent: boolean;
}

/**
 * The plan of the chosen jobs for one instant: the one in the address, else
 * that of the window in which most of them fit. `null` where none is chosen.
 */
export function usePreview(
  asked: HandoverAddress,
  workloadIds: string[],
): Preview {
  const api = useApi(batchMigrationApiRef);
  const { now } = useEstate();
  const passed =
    asked.from !== undefined &&
    now !== undefined &&
    Date.parse(asked.from) <= now.getTime();
  const request: HandoverPreviewRequest = {
    workloadIds,
    from: passed ? undefined : asked.from,
    withinDays: asked.withinDays,
    settleSeconds: asked.settleSeconds,
    marginSeconds: asked.marginSeconds,
    switchAt: asked.at,
  };
  const question = JSON.stringify(request);
  const load = useLoad(async signal => {
    if (workloadIds.length === 0) return { question, preview: null };
    const preview = await api.previewHandover(request, { signal });
    const [best] = preview.candidates;
    if (request.switchAt || !best) return { question, preview };
    return {
      question,
      preview: await api.previewHandover(
        { ...request, switchAt: best.switchAt },
        { signal },
      ),
    };
  }, question);
  return useMemo(
    () => ({
      ...load,
      value: load.value?.preview,
      isCurrent:
        !load.loading && !load.error && load.value?.question === question,
    }),
    [load, question],
  );
}
