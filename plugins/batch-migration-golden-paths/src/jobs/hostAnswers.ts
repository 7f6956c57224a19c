import { z } from 'zod';
import type { Output } from '../outputs/ecsAnswers';
import { HOST_TOPICS, type HostTopic, type HostUse } from './hostShared';
import { openQuote } from './maskedSecrets';

/** What takes the place of what the host shared; `null` is not answered. */
export const hostAnswers = z.object({
  /** Files that jobs hand to each other or to people. */
  files: z.enum(['none', 's3', 'efs']).nullable().default(null),
  /** Where EFS is mounted in every job. */
  mountPath: z.string().default('/mnt/shared'),
  /** Mail of `MAILTO`. */
  mail: z.enum(['alerts', 'none']).nullable().default(null),
  /** `flock` and the like. */
  locks: z.enum(['guard', 'efs']).nullable().default(null),
  /** What a run leaves in `/tmp`. */
  tmp: z.enum(['run', 'storage']).nullable().default(null),
  /** Output that went into a log file. */
  output: z.enum(['logs', 'kept']).nullable().default(null),
});

export type HostAnswers = z.infer<typeof hostAnswers>;

/** As a call answers that was made before these questions were asked. */
export const NOT_ASKED: HostAnswers = hostAnswers.parse({});

/** Folders that an image has, and ECS or the golden path uses. */
const TAKEN =
  /^\/(?:$|(?:app|bin|dev|etc|lib|lib64|proc|sbin|sys|tmp|usr)(?:\/|$))/;

/** Why the answers do not go together; empty when they do. */
export function hostProblems({
  host,
  output,
}: {
  host: HostAnswers;
  output: Output;
}): string[] {
  const problems: string[] = [];
  const { files, locks, tmp, mountPath } = host;
  if (output === 'ecspresso' && (files === 's3' || files === 'efs')) {
    problems.push(
      'files: the ecspresso output creates no storage: choose the CDK output, or let the jobs use a storage that you have (files: none)',
    );
  }
  if (
    files === 'efs' &&
    (!/^(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)+$/.test(mountPath) ||
      mountPath.length > 128 ||
      TAKEN.test(mountPath))
  ) {
    problems.push(
      `mountPath must be an absolute path of letters, digits, dots, hyphens and underscores that no image uses, such as /mnt/shared, got: ${JSON.stringify(
        mountPath.slice(0, 140),
      )}`,
    );
  }
  if (locks === 'efs' && files !== 'efs') {
    problems.push(
      'locks: lock files can be on EFS only where files are on EFS (files: efs)',
    );
  }
  if (tmp === 'storage' && files !== 'efs' && files !== 's3') {
    problems.push(
      'tmp: what a run leaves needs a storage (files: s3 or efs), or each run starts empty (tmp: run)',
    );
  }
  return problems;
}

const QUESTIONS: Record<HostTopic, (what: string) => string> = {
  files: what =>
    `it uses the file ${what} of its host, which other jobs or people may read: answer where files are kept (files: none, s3 or efs)`,
  mail: what =>
    `cron mailed its output to ${what}: answer what replaces MAILTO (mail: alerts or none)`,
  locks: what =>
    `it locks by ${what} on its host: answer what replaces local locks (locks: guard or efs)`,
  tmp: what =>
    `it uses ${what}, which was the same folder for all runs and jobs: answer whether that may start empty (tmp: run or storage)`,
  output: what =>
    `it writes its output to ${what}, and a task has a read-only root file system: answer where output goes (output: logs or kept)`,
};

/** Questions that a job's uses raise and nobody answered, as problems. */
export function unanswered(
  uses: HostUse[],
  answers: HostAnswers,
  output: Output,
): string[] {
  return HOST_TOPICS.flatMap(topic => {
    const use = uses.find(each => each.topic === topic);
    if (use && topic === 'locks' && output === 'ecspresso') {
      return `it locks by ${short(
        use.what,
      )}, and nothing in the ecspresso output keeps two runs apart: choose the CDK output for it`;
    }
    return use && answers[topic] === null
      ? QUESTIONS[topic](short(use.what))
      : [];
  });
}

const WORDS: Record<HostTopic, string> = {
  files: 'File of the host',
  mail: 'Mail by cron to',
  locks: 'Local lock',
  tmp: 'Temporary files',
  output: 'Log file',
};

/** What a use becomes, in a sentence for the repository's owner. */
export function becomes(
  use: HostUse,
  answers: HostAnswers,
  { isSharedLock, output }: { isSharedLock: boolean; output: Output },
): string {
  if (use.topic === 'mail' && output === 'ecspresso') {
    return `${WORDS.mail} ${JSON.stringify(
      use.what,
    )}: Nobody is told of failures or output, which is in the log group: this output has no alarms`;
  }
  return `${WORDS[use.topic]} ${JSON.stringify(use.what)}: ${sentence(
    use,
    answers,
    isSharedLock,
  )}`;
}

function sentence(
  { topic, what }: HostUse,
  { files, mountPath, mail, locks, tmp, output }: HostAnswers,
  isSharedLock: boolean,
): string {
  switch (topic) {
    case 'files':
      if (files === 'efs') {
        return what.startsWith(`${mountPath}/`)
          ? 'On the shared EFS file system, at the same path'
          : `Let the job use a path below ${mountPath}, where the shared EFS file system is mounted`;
      }
      return files === 's3'
        ? 'Let the job read and write it in the bucket that STORAGE_BUCKET names'
        : 'Not kept: nobody else reads it, and a task cannot write outside /tmp. Let the job use /tmp';
    case 'mail':
      return mail === 'alerts'
        ? 'Failures go to the alert topic; output that was mailed after every run is in the log group'
        : 'Nobody is told of output; failures still reach the alert topic';
    case 'locks':
      if (locks === 'efs') {
        return `Let the lock file be below ${mountPath}: locks hold between tasks there`;
      }
      return isSharedLock
        ? 'The guard keeps runs of one job apart, not those of different jobs: the jobs that shared this lock may run side by side now'
        : 'The guard of the state machine lets one run of the job at a time; the lock in the command holds inside one task only';
    case 'tmp':
      return tmp === 'storage'
        ? `/tmp is empty at every start: let the job keep it in ${
            files === 'efs'
              ? `${mountPath}`
              : 'the bucket that STORAGE_BUCKET names'
          }`
        : '/tmp is empty at every start, and gone after the run';
    default:
      return output === 'logs'
        ? 'Output goes to the log group'
        : 'The redirect is kept: it works only below a path that the task may write to, such as /tmp';
  }
}

const TO_FILE = /(?:\d|&)?>>?[ \t]*(?<file>[^\s;&|<>()'"`$\\]+)[ \t]*$/;
const JOINED = /[ \t]*2>&1[ \t]*$/;

/**
 * A command whose output goes where the task's output goes: redirects to the
 * given files at its end are taken out, the rest stays as it was.
 */
export function withoutLogFiles(command: string, files: string[]): string {
  let rest = command;
  for (;;) {
    const joined = rest.replace(JOINED, '');
    const match = TO_FILE.exec(joined);
    const file = match?.groups?.file;
    if (
      !match ||
      !file ||
      !files.includes(file) ||
      openQuote(joined.slice(0, match.index)) !== null
    ) {
      return rest;
    }
    rest = joined.slice(0, match.index).trimEnd();
  }
}

function short(what: string): string {
  return JSON.stringify(what.length > 80 ? `${what.slice(0, 80)}…` : what);
}
