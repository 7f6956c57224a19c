import { posix } from 'node:path';
import { parseEntityRef } from '@backstage/catalog-model';
import type { UpgradeBranch } from './upgradeRepository';
import { LOCK_FILES } from './merge/mergeFile';
import type { SettleKind, ToSettle } from './merge/toSettle';

interface About {
  template: string;
  from: string;
  to: string;
  tag: string;
}

/** One line that says what happened. */
export function upgradeTitle({ template, from, to }: About): string {
  return `Upgrade ${
    parseEntityRef(template, { defaultKind: 'template' }).name
  } from ${from} to ${to}`;
}

/** Message of the commit that merges the new version. */
export function mergeMessage(about: About, settle: ToSettle[]): string {
  const points = settle.map(point => `- ${settleSentence(point, about)}`);
  const settleText =
    points.length > 0 ? `\nTo settle:\n${points.join('\n')}\n` : '';
  return `${upgradeTitle(about)}\n${settleText}`;
}

const SENTENCES: Record<
  SettleKind,
  (words: {
    to: string;
    otherPath: string;
    /** Command that shows the file of the new version. */
    show: string;
    /** Command that makes a lock file fit again. */
    relock: string;
  }) => string
> = {
  conflict: ({ to }) =>
    `you and ${to} changed the same lines; choose between the markers`,
  'deleted-by-team': ({ to, show }) =>
    `you deleted it, and ${to} changes it; it stays deleted (${show} shows it)`,
  'deleted-by-version': ({ to }) =>
    `you changed it, and ${to} no longer has it; it stays, delete it where nothing needs it`,
  'renamed-twice': ({ to, otherPath }) =>
    `${to} moved the same file to ${otherPath}; it stays where you moved it`,
  'path-taken': ({ to, otherPath }) =>
    `the path is taken, so that what ${to} has there is in ${otherPath}; join the two`,
  'no-text': ({ to, show }) =>
    `you and ${to} changed it, and it has no lines to merge; yours stays (${show} has the other)`,
  lock: ({ to, relock }) =>
    `yours stays; run ${relock} in its folder, which adds what ${to} needs`,
};

/** What a person decides, and how. */
export function settleSentence(
  { kind, path, otherPath }: ToSettle,
  { to, tag }: Pick<About, 'to' | 'tag'>,
): string {
  return `${path}: ${SENTENCES[kind]({
    to,
    otherPath: otherPath ?? '',
    show: `git show '${tag}:${path}'`,
    relock: LOCK_FILES[posix.basename(path)],
  })}`;
}

/** What a reviewer reads: Markdown for a pull request, a log or a terminal. */
export function upgradeReport(upgrade: UpgradeBranch): string {
  const { from, to, tag, into, branch, settle, workPrepared } = upgrade;
  const points =
    settle.length === 0
      ? 'Nothing is left to settle: both sides fitted together.'
      : [
          `To settle before it is merged:`,
          ...settle.map(point => `- ${settleSentence(point, upgrade)}`),
        ].join('\n');
  return [
    `The golden path went from ${from} to ${to}. \`${branch}\` joins the untouched render of ${to} (tag \`${tag}\`) with \`${into}\`. \`git diff golden-path/${from} ${tag}\` shows what the golden path changed.`,
    points,
    ...(workPrepared
      ? [
          `Version ${from} did not keep its jobs, so they were read again from the portal as they are now: review \`schedules.yaml\` and \`migration.md\` with care.`,
        ]
      : []),
    `Run the checks of the repository before you merge, and keep the tag \`${tag}\`: the next upgrade starts from it.`,
  ].join('\n\n');
}
