import { stringifyError } from '@backstage/errors';
import {
  parseHistoryHeads,
  type HistoryHead,
  type HistoryVerdict,
} from 'backstage-plugin-batch-migration-common';
import { readFile } from 'node:fs/promises';
import { eventAt, verifyStored } from '../stores/verifyStored';
import type { OpenHistory } from './openReadOnly';

/** What the command ends with. */
export const EXIT = { whole: 0, tampered: 1, unverified: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * `npm run history:verify`: says whether a history is whole, or what was done
 * to it. It only reads, and what it read is closed at the end.
 *
 * @param headFiles - files of published heads, one JSON object a line
 * @param say - takes the lines of the report
 */
export async function reportHistory(options: {
  open(): Promise<OpenHistory>;
  headFiles: readonly string[];
  say(line: string): void;
}): Promise<ExitCode> {
  const { say } = options;
  let opened: OpenHistory | undefined;
  try {
    const published = await readHeads(options);
    opened = await options.open();
    const { db } = opened;
    const verdict = await verifyStored(db, published);
    for (const { type, eventId, message } of verdict.problems) {
      say(`${type.toUpperCase()}: ${message}`);
      const event = eventId === null ? null : await eventAt(db, eventId);
      // Quoted: what an event says must not steer a terminal.
      if (event) say(`  event ${event.id}: ${JSON.stringify(event)}`);
    }
    say(summaryOf(verdict));
    sayWhatIsUnproven(verdict, published, say);
    return verdict.isWhole ? EXIT.whole : EXIT.tampered;
  } catch (error) {
    say(`The history could not be verified: ${stringifyError(error)}`);
    return EXIT.unverified;
  } finally {
    await opened?.close();
  }
}

async function readHeads({
  headFiles,
  say,
}: {
  headFiles: readonly string[];
  say(line: string): void;
}): Promise<HistoryHead[]> {
  const published: HistoryHead[] = [];
  for (const file of headFiles) {
    const { heads, issues } = parseHistoryHeads(await readFile(file, 'utf8'));
    for (const { message } of issues)
      say(`${file}: ${message}; it is left out`);
    if (heads.length === 0) {
      throw new Error(`${file} holds no published head`);
    }
    published.push(...heads);
  }
  return published;
}

function summaryOf({ isWhole, events, headsMatched }: HistoryVerdict): string {
  const heads = `${headsMatched} published heads match`;
  return isWhole
    ? `The history is whole: ${events} events, ${heads}.`
    : `The history was tampered with. ${events} events are in order before that, ${heads}.`;
}

function sayWhatIsUnproven(
  { isWhole, events }: HistoryVerdict,
  published: readonly HistoryHead[],
  say: (line: string) => void,
): void {
  if (!isWhole) return;
  if (published.length === 0) {
    say(
      'Without published heads (--heads) it does not show whether the history was rewritten to its end, or cut off together with its own head.',
    );
    return;
  }
  const proven = Math.max(...published.map(({ sequence }) => sequence));
  if (proven < events) {
    say(`${events - proven} events are newer than the newest published head.`);
  }
}
