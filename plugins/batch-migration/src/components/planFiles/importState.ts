import { ResponseError } from '@backstage/errors';
import type {
  FileIssue,
  PlanConflict,
  PlanImportResponse,
} from 'backstage-plugin-batch-migration-common';
import { ownWords } from '../states/LoadError';

/** How far an import is. */
export type ImportState =
  | { step: 'writing'; problem?: string; issues?: FileIssue[] }
  | { step: 'previewed'; preview: PlanImportResponse; merge: boolean }
  | { step: 'conflict'; conflicts: PlanConflict[]; merge: boolean }
  | { step: 'done'; result: PlanImportResponse };

/** What a refusal of the server means for the import. */
export function afterRefusal(error: Error, merge: boolean): ImportState {
  const body =
    error instanceof ResponseError
      ? (error.body.error as {
          issues?: FileIssue[];
          conflicts?: PlanConflict[];
        })
      : undefined;
  if (body?.conflicts?.length) {
    return { step: 'conflict', conflicts: body.conflicts, merge };
  }
  return {
    step: 'writing',
    problem: ownWords(error),
    issues: body?.issues,
  };
}
