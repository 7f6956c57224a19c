/** A plan as Markdown, for a ticket or a wiki. */
import type { Instant } from '../workload/model';
import { inlineCode, plainProse } from './markdown';
import type { HandoverPlan, HandoverStep, JobHandover } from './plan';
import { reasonOf, type HandoverLanguage } from './reasons';
import { RUNBOOK_TEXT, type RunbookText } from './runbookText';
import { stepWordsOf, type StepWords } from './stepWords';
import { zonedTime } from './zonedTime';

export interface RunbookOptions {
  /** IANA name; the zone of the estate. */
  timezone: string;
  language: HandoverLanguage;
}

interface Writer {
  text: RunbookText;
  language: HandoverLanguage;
  time: (at: Instant) => string;
  words: (step: HandoverStep) => StepWords;
}

/** A list of ticks stays readable. */
const MAX_TICKS = 20;

function cut<T>(items: T[], { text }: Writer, write: (item: T) => string) {
  const written = items.slice(0, MAX_TICKS).map(write);
  const rest = items.length - written.length;
  return [...written, ...(rest > 0 ? [text.more(rest)] : [])].join(', ');
}

function jobLines(job: JobHandover, writer: Writer): string[] {
  const { text, time, language } = writer;
  const orNone = (at: Instant | null) => (at === null ? text.none : time(at));
  const facts = [
    text.lastOld(orNone(job.lastLegacyTick)),
    text.startDate(time(job.startDate)),
    text.firstNew(orNone(job.firstTargetTick)),
  ].join(', ');
  const because = job.because === null ? '' : inlineCode(job.because);
  const lines = [
    `- ${inlineCode(job.name)}${text.colon}${facts}.`,
    `  - ${text.procedures[job.procedure]}${text.colon}${reasonOf(
      job.cause,
      because,
      language,
    )}`,
  ];
  if (job.heldTicks.length > 0) {
    lines.push(`  - ${text.held(cut(job.heldTicks, writer, time))}`);
  }
  if (job.differences.length > 0) {
    const ticks = cut(
      job.differences,
      writer,
      ({ at, side }) => `${time(at)} ${text.sides[side]}`,
    );
    lines.push(`  - ${text.differences(ticks)}`);
  }
  return lines;
}

function stepLines(step: HandoverStep, { text, time, words }: Writer) {
  const { text: what, check, undo } = words(step);
  const lines = [
    `- [ ] **${time(step.at)}** ${what} (${text.confirmed[step.confirmedBy]})`,
    `  - ${text.check}${text.colon}${check}`,
  ];
  if (undo !== null) lines.push(`  - ${text.undo}${text.colon}${undo}`);
  return lines;
}

function refusedLines(plan: HandoverPlan, { text, time }: Writer): string[] {
  return plan.refused.map(({ name, code, reason, nearest }) => {
    const why = text.refusals ? text.refusals[code] : plainProse(reason);
    const near =
      text.refusals && nearest
        ? text.nearest(
            nearest.before && time(nearest.before),
            nearest.after && time(nearest.after),
          )
        : '';
    return `- ${inlineCode(name)}${text.colon}${why}${
      near === '' ? '' : ` ${near}`
    }`;
  });
}

/**
 * The plan as Markdown, window by window. What others named is shown as code
 * and cannot act as Markdown or HTML; times are local, with UTC beside them.
 */
export function toRunbook(
  plan: HandoverPlan,
  { timezone, language }: RunbookOptions,
): string {
  const text = RUNBOOK_TEXT[language];
  const time = zonedTime(timezone, language);
  const words = stepWordsOf(plan, {
    language,
    time,
    name: inlineCode,
    prose: plainProse,
  });
  const writer: Writer = { text, language, time, words };
  const { safety } = plan;
  const lines = [
    `# ${text.title}`,
    '',
    `- ${text.zone(inlineCode(timezone))}`,
    `- ${text.range(time(plan.from), time(plan.to))}`,
    `- ${text.safety(
      safety.settleSeconds,
      safety.marginSeconds,
      safety.deploySeconds,
    )}`,
    `- ${text.switchesNothing}`,
    '',
  ];
  if (plan.windows.length === 0) lines.push(text.nothing, '');
  plan.windows.forEach((window, i) => {
    const ofWindow = ({ windowId }: { windowId: string }) =>
      windowId === window.id;
    lines.push(
      `## ${text.window(i + 1, time(window.switchAt))}`,
      '',
      text.bounds(time(window.earliest), time(window.latest)),
      '',
      `### ${text.jobs}`,
      '',
      ...plan.jobs.filter(ofWindow).flatMap(job => jobLines(job, writer)),
      '',
      `### ${text.steps}`,
      '',
      ...plan.steps.filter(ofWindow).flatMap(step => stepLines(step, writer)),
      '',
    );
  });
  if (plan.refused.length > 0) {
    lines.push(`## ${text.refused}`, '', ...refusedLines(plan, writer), '');
  }
  return lines.join('\n');
}
