import { parseSidekiqSchedule } from '../cron';
import { maskSecrets } from '../workload';
import type { InventoryItem } from '../workload/inventory';
import type { EntityRef } from '../workload/model';
import type { FileItems } from './files';
import type { DescribedRole } from './serverYaml';

/** One schedule file of sidekiq-scheduler with what is known about its host. */
export interface SidekiqSource {
  text: string;
  path: string;
  placeRef: string;
  timezone: string;
  role: DescribedRole;
  serverRef: EntityRef;
}

/** The jobs of one sidekiq-scheduler file as inventory items; a job's key is its name. */
export function sidekiqItems(source: SidekiqSource): FileItems {
  const parsed = parseSidekiqSchedule(source.text, {
    timezone: source.timezone,
  });
  const items = parsed.jobs.map(job => {
    const command = maskSecrets(job.command);
    const item: InventoryItem = {
      kind: 'scheduled',
      name: job.name,
      roleRef: source.role.role.ref,
      ownerRef: source.role.jobOwners[job.name] ?? null,
      description: job.description ? maskSecrets(job.description).text : null,
      schedule: job.scheduleSpec,
      command: command.text,
      user: null,
      location: { ref: source.placeRef, key: job.name },
      state: job.enabled ? 'active' : 'idle',
      detail: {
        ...(job.scheduleSpec && { schedules: [{ ...job.scheduleSpec }] }),
        command: command.text,
        line: job.line,
        ...(!job.enabled && { reason: 'the job is switched off in the file' }),
      },
      maskedSecrets: command.names,
      where: `${source.path}, line ${job.line}`,
    };
    return item;
  });
  const issues = parsed.issues.map(issue => ({
    serverRef: source.serverRef,
    path: source.path,
    line: issue.line,
    column: issue.column,
    severity: issue.severity,
    code: issue.code,
    message: maskSecrets(issue.message).text,
  }));
  const isOfJob = (line: number) => parsed.jobs.some(job => job.line === line);
  const unread = parsed.issues.find(
    ({ severity, line }) => severity === 'error' && !isOfJob(line),
  );
  return {
    items,
    issues,
    unread: unread
      ? `${source.path}, line ${unread.line} cannot be read`
      : null,
  };
}
