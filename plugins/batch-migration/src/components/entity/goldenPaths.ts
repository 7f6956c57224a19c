import type { Kind } from 'backstage-plugin-batch-migration-common';

/** The golden path of each kind that has one, as the form of the scaffolder is addressed. */
export const GOLDEN_PATHS = [
  {
    kind: 'scheduled',
    templateName: 'scheduled-fargate-job',
    texts: { selected: 'jobs.migrate', planned: 'jobs.migratePlanned' },
  },
  {
    kind: 'resident',
    templateName: 'sqs-worker',
    texts: {
      selected: 'jobs.migrateWorkers',
      planned: 'jobs.migrateWorkersPlanned',
    },
  },
] as const;

/** Fills the form in with these workloads. */
export function goldenPathSearch(workloadIds: readonly string[]): string {
  return `formData=${encodeURIComponent(JSON.stringify({ workloadIds }))}`;
}

/** Of what people start on request: by the type of the role, one repository each. */
const TOOL_PATHS: Readonly<Record<string, string>> = {
  'data-patch': 'data-patch-pipeline',
  bastion: 'audited-bastion',
};

/** The form that fits one workload, filled in; `undefined` where there is none. */
export function goldenPathOf(
  { id, kind }: { id: string; kind: Kind },
  roleType: string | undefined,
):
  | { template: { namespace: string; templateName: string }; search: string }
  | undefined {
  const namespace = 'default';
  if (kind === 'on-demand') {
    if (!roleType || !Object.hasOwn(TOOL_PATHS, roleType)) return undefined;
    const form = JSON.stringify({ workloadId: id });
    return {
      template: { namespace, templateName: TOOL_PATHS[roleType] },
      search: `formData=${encodeURIComponent(form)}`,
    };
  }
  const found = GOLDEN_PATHS.find(path => path.kind === kind);
  return (
    found && {
      template: { namespace, templateName: found.templateName },
      search: goldenPathSearch([id]),
    }
  );
}
