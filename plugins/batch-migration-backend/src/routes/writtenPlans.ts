import {
  readPlanFile,
  type FileIssue,
  type PlanFileEntry,
} from 'backstage-plugin-batch-migration-common';
import type { z } from 'zod';
import { PlanFileError } from '../errors';
import type { WrittenPlan } from '../operations';
import { planEntrySchema } from './planSchema';

/** Enough to mend a file by. */
const MAX_ISSUES = 50;

/**
 * The plans of a file, each value checked as `PUT` checks it.
 *
 * @throws PlanFileError with line and column of all that is wrong
 */
export function readWrittenPlans(text: string): WrittenPlan[] {
  const { entries, issues } = readPlanFile(text);
  const plans: WrittenPlan[] = [];
  for (const entry of entries) {
    const parsed = planEntrySchema.safeParse(entry.fields);
    if (parsed.success) {
      plans.push({ ...entry, fields: parsed.data });
    } else {
      issues.push(
        ...parsed.error.issues.flatMap(issue => issuesAt(entry, issue)),
      );
    }
  }
  if (issues.length > 0) throw new PlanFileError(issues.slice(0, MAX_ISSUES));
  return plans;
}

function issuesAt({ issueAt }: PlanFileEntry, issue: z.ZodIssue): FileIssue[] {
  const { path } = issue;
  const field = path.filter(part => typeof part === 'string').at(-1);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key =>
        issueAt([...path, key], `${key} is no field of ${field}`),
      );
    case 'invalid_type':
      return [
        issueAt(
          path,
          issue.received === 'undefined'
            ? `${field} is missing`
            : `${field} must be ${wordOf(issue.expected)}, and is ${wordOf(
                issue.received,
              )}${issue.expected === 'string' ? ': put it in quotes' : ''}`,
        ),
      ];
    default:
      return [issueAt(path, `${field} ${issue.message}`)];
  }
}

function wordOf(type: string): string {
  return { string: 'text', object: 'a map', array: 'a list' }[type] ?? type;
}
