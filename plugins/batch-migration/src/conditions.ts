/** Which entities a card of the legacy frontend system belongs on; the new one knows by itself. */
import type { Entity } from '@backstage/catalog-model';

/** A golden path made its repository. */
export const isMadeByGoldenPath = ({ metadata }: Entity): boolean =>
  metadata.annotations?.['batch-migration/golden-path'] !== undefined;

/** It replaces workloads of a legacy server. */
export const isReplacement = ({ metadata }: Entity): boolean =>
  metadata.annotations?.['batch-migration/replaces'] !== undefined;
