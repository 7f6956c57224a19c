import type { Kind, ScheduleSpec } from '../workload/model';
import { occurrenceSignatures } from './occurrenceSignature';
import { commandKeyOf, wordsOfCommand, wordsOfName } from './words';
import { WordIndex } from './WordIndex';

/** What speaks for a link, strongest first. */
export const PROPOSAL_REASONS = [
  'same-command',
  'same-name',
  'similar-command',
  'similar-name',
  'same-occurrences',
] as const;
export type ProposalReason = (typeof PROPOSAL_REASONS)[number];

/** What speaks against it. A schedule may be changed on purpose, so it only weighs. */
export const PROPOSAL_DOUBTS = ['other-occurrences', 'other-command'] as const;
export type ProposalDoubt = (typeof PROPOSAL_DOUBTS)[number];

/** One side of a link as it is compared. */
export interface LinkEnd {
  id: string;
  kind: Kind;
  name: string;
  /** `null` where it is not known. */
  command: string | null;
  /** Its starts together; none where it has none or they are not known. */
  schedules: readonly ScheduleSpec[];
}

/** A workload that waits for a target. */
export interface WaitingWorkload extends LinkEnd {
  /** Where the plan means the new schedule to differ. */
  intendedSchedule?: ScheduleSpec | null;
}

/** Proposed to a person, never made by itself. */
export interface LinkProposal {
  targetId: string;
  workloadId: string;
  /** From `PROPOSAL_THRESHOLD` to below 1: a rank, no probability. */
  score: number;
  reasons: ProposalReason[];
  doubts: ProposalDoubt[];
}

/**
 * Below it nothing is proposed. It lies between what the tables of near misses
 * want apart: the same name at other times (0.45) is proposed, the same times
 * alone (0.35) are not, since many jobs run at four in the morning, and
 * neither are a name with one word of two in common (0.25), or the same name
 * with other times and another command (0.34).
 */
export const PROPOSAL_THRESHOLD = 0.4;

/** More help nobody to choose. */
const MAX_PER_TARGET = 5;

const WEIGHTS: Record<ProposalReason, number> = {
  'same-command': 0.8,
  'same-name': 0.6,
  'similar-command': 0.6,
  'similar-name': 0.5,
  'same-occurrences': 0.35,
};
const DOUBT = 0.75;
/** Less in common is chance. */
const ALIKE_FROM = 0.3;
/** A command that shares less is another one. */
const OTHER_BELOW = 0.1;

const byRank = (a: LinkProposal, b: LinkProposal) =>
  b.score - a.score || (a.workloadId < b.workloadId ? -1 : 1);

/** What many share says little of each. */
const rarity = (sharedBy: number) => 1 / Math.sqrt(sharedBy);

/** Shared by more, it could not reach the threshold with anything beside it. */
const few = (ids: string[]) => (ids.length > 20 ? [] : ids);

/** Workloads of one kind, by what a target may have in common with them. */
class WaitingIndex {
  private readonly workloads = new Map<string, WaitingWorkload>();
  private readonly byName = new Map<string, string[]>();
  private readonly byCommand = new Map<string, string[]>();
  private readonly names = new WordIndex();
  private readonly commands = new WordIndex();

  constructor(
    private readonly signatureOf: (
      specs: readonly ScheduleSpec[],
    ) => string | null,
  ) {}

  add(workload: WaitingWorkload): void {
    const { id, name, command } = workload;
    this.workloads.set(id, workload);
    push(this.byName, wordsOfName(name).join(' '), id);
    this.names.add(id, wordsOfName(name));
    if (!command) return;
    push(this.byCommand, commandKeyOf(command), id);
    this.commands.add(id, wordsOfCommand(command));
  }

  proposalsFor(target: LinkEnd): LinkProposal[] {
    const nameWords = wordsOfName(target.name);
    const commandWords = wordsOfCommand(target.command ?? '');
    const sameName = this.byName.get(nameWords.join(' ')) ?? [];
    const sameCommand = target.command
      ? this.byCommand.get(commandKeyOf(target.command)) ?? []
      : [];
    const names = this.names.alike(nameWords);
    const commands = this.commands.alike(commandWords);
    const ids = new Set([
      ...few(sameName),
      ...few(sameCommand),
      ...names.keys(),
      ...commands.keys(),
    ]);
    const isSame = {
      name: new Set(few(sameName)),
      command: new Set(few(sameCommand)),
    };
    return [...ids]
      .map(id => {
        const workload = this.workloads.get(id)!;
        const evidence: Array<[ProposalReason, number]> = [];
        if (isSame.command.has(id)) {
          evidence.push(['same-command', rarity(sameCommand.length)]);
        } else if ((commands.get(id) ?? 0) >= ALIKE_FROM) {
          evidence.push(['similar-command', commands.get(id)!]);
        }
        if (isSame.name.has(id)) {
          evidence.push(['same-name', rarity(sameName.length)]);
        } else if ((names.get(id) ?? 0) >= ALIKE_FROM) {
          evidence.push(['similar-name', names.get(id)!]);
        }
        const doubts: ProposalDoubt[] = [];
        const times = this.compareTimes(target, workload);
        if (times === 'same') evidence.push(['same-occurrences', 1]);
        if (times === 'other') doubts.push('other-occurrences');
        if (
          workload.command &&
          commandWords.length > 0 &&
          !isSame.command.has(id) &&
          this.commands.likeness(new Set(commandWords), id) < OTHER_BELOW
        ) {
          doubts.push('other-command');
        }
        return toProposal(target.id, id, evidence, doubts);
      })
      .filter(({ score }) => score >= PROPOSAL_THRESHOLD)
      .sort(byRank)
      .slice(0, MAX_PER_TARGET);
  }

  private compareTimes(
    target: LinkEnd,
    { schedules, intendedSchedule }: WaitingWorkload,
  ): 'same' | 'other' | 'unknown' {
    const found = this.signatureOf(target.schedules);
    const wanted = [
      this.signatureOf(schedules),
      intendedSchedule ? this.signatureOf([intendedSchedule]) : null,
    ].filter(signature => signature !== null);
    if (found === null || wanted.length === 0) return 'unknown';
    return wanted.includes(found) ? 'same' : 'other';
  }
}

/**
 * Which targets may replace which workloads: by name, command and the starts
 * of their schedules. Each target is compared with those that share a rare
 * word or a whole name or command with it, never with all.
 *
 * @param targets - that nobody linked
 * @param workloads - that have no target yet
 */
export function proposeLinks(
  targets: Iterable<LinkEnd>,
  workloads: Iterable<WaitingWorkload>,
  now: Date,
): LinkProposal[] {
  const signatureOf = occurrenceSignatures(now);
  const waiting = new Map<Kind, WaitingIndex>();
  for (const workload of workloads) {
    const index = waiting.get(workload.kind) ?? new WaitingIndex(signatureOf);
    waiting.set(workload.kind, index);
    index.add(workload);
  }
  return [...targets].flatMap(
    target => waiting.get(target.kind)?.proposalsFor(target) ?? [],
  );
}

/** Each reason leaves less doubt; none makes it certain. */
function toProposal(
  targetId: string,
  workloadId: string,
  evidence: Array<[ProposalReason, number]>,
  doubts: ProposalDoubt[],
): LinkProposal {
  const against = evidence.reduce(
    (left, [reason, strength]) => left * (1 - WEIGHTS[reason] * strength),
    1,
  );
  const score = (1 - against) * DOUBT ** doubts.length;
  return {
    targetId,
    workloadId,
    score: Math.round(score * 1000) / 1000,
    reasons: PROPOSAL_REASONS.filter(reason =>
      evidence.some(([found]) => found === reason),
    ),
    doubts,
  };
}

function push(map: Map<string, string[]>, key: string, id: string): void {
  if (key === '') return;
  const ids = map.get(key);
  if (ids) ids.push(id);
  else map.set(key, [id]);
}
