import { createApiRef } from '@backstage/core-plugin-api';
import type { BatchMigrationClient } from 'backstage-plugin-batch-migration-common';

/** What the pages call. */
export type BatchMigrationApi = Pick<
  BatchMigrationClient,
  | 'summary'
  | 'workloads'
  | 'workload'
  | 'exportCsv'
  | 'plan'
  | 'updatePlan'
  | 'updatePlans'
  | 'requirements'
  | 'exportPlans'
  | 'importPlans'
  | 'approveSchedule'
  | 'history'
  | 'runs'
  | 'servers'
  | 'server'
  | 'serverCost'
  | 'refresh'
  | 'previewHandover'
  | 'previewGoldenPath'
  | 'previewCrontab'
  | 'createCapture'
  | 'density'
  | 'progress'
  | 'forecast'
  | 'attest'
  | 'changeStep'
  | 'waves'
  | 'wave'
  | 'createWave'
  | 'updateWave'
  | 'deleteWave'
  | 'exemptions'
  | 'askExemptions'
  | 'approveExemption'
  | 'withdrawExemption'
  | 'views'
  | 'createView'
  | 'updateView'
  | 'deleteView'
  | 'targetCandidates'
  | 'linkTargets'
  | 'unlinkTarget'
  | 'dismissTarget'
  | 'takeBackDismissal'
  | 'sources'
  | 'captureTokens'
  | 'issueCaptureToken'
  | 'revokeCaptureToken'
>;

export const batchMigrationApiRef = createApiRef<BatchMigrationApi>({
  id: 'plugin.batch-migration.api',
});
