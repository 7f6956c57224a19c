import type { Fact } from '../people/approval/messages';
import type { Approvers } from '../people/approval/approvers';
import { code, escapeText, shorten } from '../people/slack/text';
import * as people from '../people/tell';
import type { PatchRun } from './run';
import { type FindingKind, PATCH_WORDS } from './words';

export type Finding = people.Finding<FindingKind>;

/** Tells findings in the thread of a run, or in the channel of alerts where none is known. */
export class Teller extends people.Teller<FindingKind> {
  constructor(props: Omit<people.TellerProps<FindingKind>, 'words'>) {
    super({ ...props, words: { en: PATCH_WORDS.en.tell, ja: PATCH_WORDS.ja.tell } });
  }
}

/** What the first message says beside the subject: what patch.yaml says, and where to read the change. */
export function factsOf({ facts, ref, subject }: PatchRun, { language }: Approvers, defaultBranch: string): Fact[] {
  const { labels } = PATCH_WORDS[language];
  const changes = `https://github.com/${subject.repository}/compare/${encodeURIComponent(defaultBranch)}...${subject.sha}`;
  return [
    ...facts.map(([label, value]): Fact => [labels[label] ?? label, shorten(escapeText(value), 1500)]),
    [labels.branch, code(ref)],
    [labels.changes, escapeText(changes)],
  ];
}
