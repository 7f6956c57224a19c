import {
  toRequirement,
  type BulkPlanRequest,
  type Plan,
  type PlanConflict,
  type RequirementTemplate,
  type Strategy,
} from 'backstage-plugin-batch-migration-common';
import { ResponseError } from '@backstage/errors';
import { differingFields } from '../workload/planMerge';

/** What stands in the form; what is empty stays as it is in each plan. */
export interface BulkDraft {
  strategy: Strategy | '';
  targetPlatform: string;
  ownerRef: string;
  wave: string;
  reviewDate: string;
  /** Ids of the library. */
  requirements: readonly string[];
}

export const EMPTY_DRAFT: BulkDraft = {
  strategy: '',
  targetPlatform: '',
  ownerRef: '',
  wave: '',
  reviewDate: '',
  requirements: [],
};

/** What the form says, in the words of the API. */
export function changeOf(
  { requirements, ...draft }: BulkDraft,
  library: readonly RequirementTemplate[],
  language: 'en' | 'ja',
): BulkPlanRequest['change'] {
  const fields = Object.fromEntries(
    Object.entries(draft)
      .map(([field, value]) => [field, value.trim()])
      .filter(([, value]) => value !== ''),
  );
  const taken = library
    .filter(({ id }) => requirements.includes(id))
    .map(template => toRequirement(template, language));
  return taken.length > 0 ? { ...fields, requirements: taken } : fields;
}

/** The plans that somebody changed meanwhile; `undefined` for any other failure. */
export function conflictsOf(error: Error): PlanConflict[] | undefined {
  if (!(error instanceof ResponseError) || error.statusCode !== 409) {
    return undefined;
  }
  const { conflicts } = error.body.error as { conflicts?: PlanConflict[] };
  return conflicts;
}

/** A field that both changed: what they set there goes. */
export interface Overwritten {
  field: keyof BulkPlanRequest['change'];
  theirs: unknown;
}

/** What of theirs the change would write over, beside what it leaves. */
export function overwrittenIn(
  read: Plan,
  current: Plan,
  change: BulkPlanRequest['change'],
): Overwritten[] {
  return differingFields(read, current).flatMap(field =>
    // Requirements are added to theirs.
    field !== 'intendedSchedule' && field !== 'requirements' && field in change
      ? [{ field, theirs: current[field] }]
      : [],
  );
}
