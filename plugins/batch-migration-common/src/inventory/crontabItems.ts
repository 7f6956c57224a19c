import { parseCrontab, type ParsedCrontab } from '../cron';
import { maskedCommand } from '../cron/maskedCommand';
import { maskedName } from '../cron/maskedName';
import { commentOwners } from '../owners/commentOwners';
import { maskSecrets } from '../workload';
import { maskEnvironment } from '../workload/maskEnvironment';
import type { InventoryItem } from '../workload/inventory';
import type { EntityRef } from '../workload/model';
import { keysOfOnePlace } from './commandKey';
import type { FileItems } from './files';
import type { DescribedRole } from './serverYaml';

/** One crontab with what is known about the host that runs it. */
export interface CrontabSource {
  text: string;
  /** As it is shown to a person, for example `etc/cron.d/news-batch`. */
  path: string;
  /** Ref of the place: `crontab:…` as captured, `declared:…` as in Git. */
  placeRef: string;
  dialect: 'user' | 'system';
  /** Whose crontab it is; `null` where each line names its user. */
  user: string | null;
  cron: {
    flavour: 'debian' | 'cronie';
    version: string | null;
    running: boolean | null;
  };
  timezone: string;
  role: DescribedRole;
  serverRef: EntityRef;
}

/** The jobs of one crontab as inventory items, credentials masked. */
export function crontabItems(source: CrontabSource): FileItems {
  const parsed = parseCrontab(source.text, {
    dialect: source.dialect,
    cron: source.cron.flavour,
    cronVersion: source.cron.version ?? undefined,
    timezone: source.timezone,
  });
  const keyOf = keysOfOnePlace();
  const skipped = skippedLines(parsed, source.user);
  const items = parsed.jobs.map(job => {
    const command = maskedCommand(job);
    const stdin = maskSecrets(job.stdin ?? '');
    const environment = maskEnvironment(job.environment);
    const name = maskedName(job, command.text);
    const user = job.user ?? source.user;
    const reason =
      reasonIdle(job.enabled, parsed.fileVerdict, source.cron) ??
      skipped.get(job.line) ??
      null;
    const item: InventoryItem = {
      kind: 'scheduled',
      name,
      roleRef: source.role.role.ref,
      ownerRef: source.role.jobOwners[name] ?? null,
      description: descriptionOf(job.description, job.name),
      schedule: job.scheduleSpec,
      command: command.text,
      user,
      location: { ref: source.placeRef, key: keyOf(command.text) },
      state: reason === null ? 'active' : 'idle',
      detail: {
        ...(job.scheduleSpec && { schedules: [{ ...job.scheduleSpec }] }),
        command: command.text,
        ...(user !== null && { user }),
        line: job.line,
        // The switch is on, and something else keeps the line from running.
        ...(job.enabled && reason !== null && { enabled: true }),
        ...(!parsed.fileVerdict.accepted && { fileIgnored: true }),
        ...(reason !== null && { reason: maskSecrets(reason).text }),
        ...(job.stdin !== null && { stdin: stdin.text }),
        ...(Object.keys(environment.values).length > 0 && {
          environment: environment.values,
        }),
      },
      maskedSecrets: [
        ...new Set([...command.names, ...stdin.names, ...environment.names]),
      ],
      where: `${source.path}, line ${job.line}`,
      ...ownersNamedBy(job.description, source, job.line),
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
  const unreadable = parsed.lines.indexOf('unreadable');
  return {
    items,
    issues,
    // The line that nobody can read may be the very job that is looked for.
    unread:
      unreadable < 0
        ? null
        : `${source.path}, line ${unreadable + 1} cannot be read`,
  };
}

/** Why a line would not run if its time came; `null` where it would. */
function reasonIdle(
  isEnabled: boolean,
  fileVerdict: ParsedCrontab['fileVerdict'],
  cron: CrontabSource['cron'],
): string | null {
  if (!isEnabled) return 'the line is commented out';
  if (!fileVerdict.accepted) {
    return fileVerdict.reason ?? 'cron ignores the whole file';
  }
  return cron.running === false ? 'no cron runs on this host' : null;
}

/** Lines that this cron skips although they read well, with the reason. */
function skippedLines(
  { cron, issues }: ParsedCrontab,
  user: string | null,
): Map<number, string> {
  const codes = ['missing-newline'];
  if (user !== 'root') codes.push('logging-option');
  return new Map(
    issues
      .filter(({ code }) => cron === 'cronie' && codes.includes(code))
      .map(({ line, message }) => [line, message]),
  );
}

/** Also where the comment became the name of the job. */
function ownersNamedBy(
  comment: string | null,
  { serverRef, path }: CrontabSource,
  line: number,
): Pick<InventoryItem, 'ownerHints'> {
  const owners = comment ? commentOwners(maskSecrets(comment).text) : [];
  if (owners.length === 0) return {};
  const server = serverRef.slice(serverRef.lastIndexOf('/') + 1);
  const where = `${server}, ${path}, line ${line}`;
  return {
    ownerHints: owners.map(owner => ({ ...owner, because: 'comment', where })),
  };
}

/** The comment above a job; a comment that is only its name says nothing more. */
function descriptionOf(description: string | null, name: string) {
  return description === null || description === name
    ? null
    : maskSecrets(description).text;
}
