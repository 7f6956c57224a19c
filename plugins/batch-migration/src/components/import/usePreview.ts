import { useApi } from '@backstage/core-plugin-api';
import type {
  CrontabPreviewRequest,
  CrontabPreviewResponse,
} from 'backstage-plugin-batch-migration-common';
import { useEffect, useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useLoad, type Load } from '../../hooks/useLoad';

const AFTER_LAST_KEY_MS = 400;

export interface Preview extends CrontabPreviewResponse {
  /** What was asked: the text area may have moved on. */
  request: CrontabPreviewRequest;
}

export interface PreviewLoad extends Load<Preview | null> {
  /** The newest answer is not yet about what stands in the text area. */
  behind: boolean;
}

/**
 * Asks 400 ms after the last change and cancels the request before. Stores
 * nothing.
 *
 * @param request - masked already; `null` where there is nothing to ask
 */
export function usePreview(request: CrontabPreviewRequest | null): PreviewLoad {
  const api = useApi(batchMigrationApiRef);
  const wanted = JSON.stringify(request);
  const [asked, setAsked] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), AFTER_LAST_KEY_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const load = useLoad<Preview | null>(async signal => {
    const body: CrontabPreviewRequest | null = JSON.parse(asked);
    if (!body) return null;
    return {
      ...(await api.previewCrontab(body, { signal })),
      request: body,
    };
  }, asked);
  return { ...load, behind: wanted !== asked || load.loading };
}
