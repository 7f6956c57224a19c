import { PLAN_FIELDS, type PlanField } from './planFields';
import {
  MAX_FILE_PLANS,
  MAX_PLAN_FILE,
  PLAN_FILE_KIND,
  PLAN_FILE_VERSION,
} from './planFile';
import {
  MAX_ISSUES,
  readYaml,
  type FileIssue,
  type PlainYaml,
  type YamlPath,
} from './readYaml';

/** What a file says of one plan. */
export interface PlanFileEntry {
  workloadId: string;
  /** Version of the plan that was exported. */
  version: number;
  /** Fields that the file names, with values that are not checked yet. */
  fields: Partial<Record<PlanField, unknown>>;
  /** An issue at a field of this entry: `['decision', 'candidates', 0]`. */
  issueAt(path: YamlPath, message: string): FileIssue;
}

export interface PlanFileReading {
  entries: PlanFileEntry[];
  /** All that was found, up to 50. With one, nothing of the file may be taken. */
  issues: FileIssue[];
}

const ENVELOPE = ['apiVersion', 'kind', 'plans'];

/**
 * Reads a file of plans: its form, and what its entries name. Whether values
 * are right, and ids known, is for who knows the workloads.
 */
export function readPlanFile(text: string): PlanFileReading {
  if (text.length > MAX_PLAN_FILE) {
    return wrong(
      `The file has ${text.length} characters and may have ${MAX_PLAN_FILE}: export and import a part at a time, such as one server`,
    );
  }
  if (text.trim() === '') return wrong('The file is empty');
  const yaml = readYaml(text);
  if (yaml.issues.length > 0) {
    return {
      entries: [],
      issues: yaml.issues.map(issue => ({
        ...issue,
        message: `This ${issue.message}`,
      })),
    };
  }
  const issues = envelopeIssues(yaml);
  if (issues.length > 0) return { entries: [], issues };
  const { plans } = yaml.value as { plans: unknown[] };
  const entries: PlanFileEntry[] = [];
  const placed = new Map<string, number>();
  plans.forEach((plan, index) => {
    const found = entryIssues(plan, index, yaml);
    issues.push(...found);
    if (found.length > 0) return;
    const { workload, version, ...fields } = plan as {
      workload: string;
      version: number;
    };
    const at = yaml.placeOf(['plans', index, 'workload']);
    const first = placed.get(workload);
    if (first !== undefined) {
      issues.push({
        ...at,
        message: `${workload} has an entry in line ${first} already`,
      });
      return;
    }
    placed.set(workload, at.line);
    entries.push({
      workloadId: workload,
      version,
      fields,
      issueAt: (path, message) => ({
        ...yaml.placeOf(['plans', index, ...path]),
        message,
      }),
    });
  });
  return { entries, issues: issues.slice(0, MAX_ISSUES) };
}

function wrong(message: string): PlanFileReading {
  return { entries: [], issues: [{ line: 1, column: 1, message }] };
}

function envelopeIssues({ value, placeOf }: PlainYaml): FileIssue[] {
  if (!isRecord(value)) {
    return [
      {
        ...placeOf([]),
        message: `This is no file of plans: it must begin with apiVersion: ${PLAN_FILE_VERSION}`,
      },
    ];
  }
  const issues: FileIssue[] = [];
  const expected = { apiVersion: PLAN_FILE_VERSION, kind: PLAN_FILE_KIND };
  for (const [field, wanted] of Object.entries(expected)) {
    if (value[field] !== wanted) {
      issues.push({
        ...placeOf([field]),
        message: `${field} must be ${wanted}, got: ${shown(value[field])}`,
      });
    }
  }
  for (const field of Object.keys(value)) {
    if (!ENVELOPE.includes(field)) {
      issues.push({
        ...placeOf([field], 'key'),
        message: `${shown(
          field,
        )} is no field of the file; it has ${ENVELOPE.join(', ')}`,
      });
    }
  }
  const { plans } = value;
  if (!Array.isArray(plans)) {
    issues.push({
      ...placeOf(['plans']),
      message: 'plans must be a list of plans',
    });
  } else if (plans.length > MAX_FILE_PLANS) {
    issues.push({
      ...placeOf(['plans', MAX_FILE_PLANS]),
      message: `There are ${plans.length} plans, and a file may have ${MAX_FILE_PLANS}: export and import a part at a time, such as one server`,
    });
  }
  return issues.slice(0, MAX_ISSUES);
}

function entryIssues(
  plan: unknown,
  index: number,
  { placeOf }: PlainYaml,
): FileIssue[] {
  const path = ['plans', index];
  if (!isRecord(plan)) {
    return [
      {
        ...placeOf(path),
        message: 'must be a plan that begins with workload and version',
      },
    ];
  }
  const issues: FileIssue[] = [];
  const { workload, version } = plan;
  if (typeof workload !== 'string' || !/^[\w.-]{1,200}$/.test(workload)) {
    issues.push({
      ...placeOf([...path, 'workload']),
      message: `workload must be the id of a workload, got: ${shown(workload)}`,
    });
  }
  if (!Number.isSafeInteger(version) || (version as number) < 0) {
    issues.push({
      ...placeOf([...path, 'version']),
      message: `version must be the number that was exported, got: ${shown(
        version,
      )}`,
    });
  }
  for (const field of Object.keys(plan)) {
    if (['workload', 'version', ...PLAN_FIELDS].includes(field)) continue;
    issues.push({
      ...placeOf([...path, field], 'key'),
      message: `${shown(
        field,
      )} is no field of a plan; it has ${PLAN_FIELDS.join(', ')}`,
    });
  }
  return issues;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a sentence quotes it. */
function shown(value: unknown): string {
  const text = (
    typeof value === 'string' ? value : JSON.stringify(value) ?? 'nothing'
  ).replace(/\p{Cc}+/gu, ' ');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
