import { useApi } from '@backstage/core-plugin-api';
import type {
  HandoverPreviewRequest,
  HandoverPreviewResponse,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLoad, type Load } from '../../hooks/useLoad';
import type { HandoverAddress } from './handoverAddress';

/**
 * The plan of the chosen jobs for one instant: the one in the address, else
 * that of the window in which most of them fit. `null` where none is chosen.
 */
export function usePreview(
  asked: HandoverAddress,
  workloadIds: string[],
): Load<HandoverPreviewResponse | null> {
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
  return useLoad(async signal => {
    if (workloadIds.length === 0) return null;
    const preview = await api.previewHandover(request, { signal });
    const [best] = preview.candidates;
    if (request.switchAt || !best) return preview;
    return api.previewHandover(
      { ...request, switchAt: best.switchAt },
      { signal },
    );
  }, JSON.stringify(request));
}
