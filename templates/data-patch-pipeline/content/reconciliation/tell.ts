import type { Approvers } from '../people/approval/approvers';
import { ConditionFailed, type Item, type Table } from '../people/aws/table';
import { hashOf, sha256 } from '../people/canonical';
import { epochSeconds } from '../people/clock';
import type { Outbox } from '../people/slack/outbox';
import { code, mention, mentionGroup, shorten } from '../people/slack/text';
import { newestFirst, type Unapproved, type Unknown, type WholeReport } from './report';
import { RECONCILIATION_WORDS } from './words';

export interface TellProps {
  approvers: Approvers;
  outbox: Outbox;
  table: Table;
}

/** Longer than a report looks back. What is found again after it is news again. */
const TOLD_SECONDS = 40 * 86_400;

/** A message of Slack holds no more that anybody reads. */
const SHOWN = 10;

/** Items that are read or written at once. */
const AT_ONCE = 25;

/**
 * Tells what is new, in the channel of alerts, and names the people of `alert`. What was told before is not told
 * again each day; where nothing is new, nobody is disturbed.
 *
 * @param keptAs - key of the evidence that has all of it
 * @returns how many findings are new
 */
export async function tellFindings({ approvers, outbox, table }: TellProps, report: WholeReport, keptAs: string): Promise<number> {
  const findings: Array<Unapproved | Unknown> = [...newestFirst(report.unapproved), ...newestFirst(report.unknown)];
  const told = await inTurn(findings, each => table.get(keyOf(each).pk, keyOf(each).sk));
  const now = epochSeconds(new Date(report.at));
  // DynamoDB may take days to delete what has expired.
  const news = findings.flatMap((finding, index) => (Number(told[index]?.expiresAt) > now ? [] : [{ finding, before: told[index] }]));
  if (news.length === 0) return 0;
  const { language, channels, alert } = approvers;
  const words = RECONCILIATION_WORDS[language];
  const { unapproved, unknown } = report;
  const who = [...alert.users.map(mention), ...alert.groups.map(mentionGroup)].join(' ');
  const total = words.alert(unapproved.length, unknown.length);
  const lines = news.slice(0, SHOWN).map(({ finding: each }) => {
    const [kind, by] = 'by' in each ? [words.unapproved, ` · ${code(each.by, 80)}`] : [words.unknown, ''];
    return `• ${kind}: ${code(each.id, 120)}${by} · ${code(each.reason, 120)}`;
  });
  const more = news.length > SHOWN ? [words.more(news.length - SHOWN, code(keptAs))] : [];
  const text = shorten([`${who} ${total}`, ...lines, ...more].join('\n'), 3900);
  const id = `reconciliation:${sha256(news.map(({ finding, before }) => `${keyOf(finding).pk} ${before?.expiresAt ?? ''}`).join()).slice(0, 32)}`;
  // Told first, noted after: noted first, a function that died between would have told nobody.
  await outbox.put({ id, thread: id, as: 'aside', channel: channels.alerts, text });
  await inTurn(news, each => noteTold(table, each, report.at));
  return news.length;
}

async function inTurn<Each, Done>(list: Each[], work: (each: Each) => Promise<Done>): Promise<Done[]> {
  const done: Done[] = [];
  for (let at = 0; at < list.length; at += AT_ONCE) done.push(...(await Promise.all(list.slice(at, at + AT_ONCE).map(work))));
  return done;
}

async function noteTold(table: Table, { finding, before }: { finding: Unapproved | Unknown; before: Item | undefined }, at: string): Promise<void> {
  try {
    const expiresAt = epochSeconds(new Date(at)) + TOLD_SECONDS;
    await table.put({ item: { ...keyOf(finding), at, expiresAt }, condition: before ? { is: 'unchanged', attributes: { expiresAt: before.expiresAt } } : { is: 'absent' } });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

/** A finding is another one when its reason changes, not when it is looked at again. */
function keyOf({ what, id, reason }: Unapproved | Unknown) {
  return { pk: `found#${hashOf([what, id, reason]).slice(0, 40)}`, sk: 'told' };
}
