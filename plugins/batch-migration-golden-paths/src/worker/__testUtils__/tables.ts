// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- what is deployed is simulated
import type { ScalingSettings } from '../../../../../templates/sqs-worker/content/infra/scaling/rule';
import { LOADS } from './loads';
import { backlogRule, cpuRule, type ScalingRule } from './rules';
import { type Outcome, simulate, type Worker } from './simulate';

/** What is asked of every rule. */
export const SETTINGS: ScalingSettings = {
  min: 1,
  max: 60,
  typicalProcessingSeconds: 20,
  maxProcessingSeconds: 600,
  messagesAtOnce: 1,
  startWithinSeconds: 300,
};

/** Waits for others, or computes: only the CPU tells them apart. */
export const WAITS: Worker = { seconds: 20, cpuBusy: 15 };
export const COMPUTES: Worker = { seconds: 20, cpuBusy: 90 };

export interface Row {
  load: string;
  what: string;
  rule: string;
  worker: string;
  outcome: Outcome;
}

/** Every load under every rule. */
export function outcomes(): Row[] {
  return LOADS.flatMap(load => {
    const run = (rule: ScalingRule, worker: Worker, name: string): Row => ({
      load: load.name,
      what: load.what,
      rule: rule.name,
      worker: name,
      outcome: simulate(load, rule, worker, SETTINGS.startWithinSeconds),
    });
    const cpu = () => cpuRule({ max: SETTINGS.max, target: 60 });
    return [
      run(backlogRule({ ...SETTINGS, min: load.min }), WAITS, 'either'),
      run(cpu(), WAITS, 'waits for others'),
      run(cpu(), COMPUTES, 'computes'),
    ];
  });
}

/** Markdown tables by the name of their place in `docs/scaling.md`. */
export function scalingTables(): Record<string, string> {
  const rows = outcomes().map(({ load, rule, worker, outcome }) => [
    load,
    rule,
    worker,
    `${(outcome.inTime * 100).toFixed(1)} %`,
    duration(outcome.longestWait),
    outcome.taskHours.toFixed(1),
    String(outcome.cutOff),
    String(outcome.left),
  ]);
  return {
    outcomes: table(
      [
        'Load',
        'Rule',
        'The worker',
        'Begun within 5 min',
        'Longest wait',
        'Task hours',
        'Cut off',
        'Left after 6 h',
      ],
      rows,
    ),
    loads: table(
      ['Load', 'Messages'],
      LOADS.map(({ name, what }) => [name, what]),
    ),
  };
}

function duration(seconds: number): string {
  return seconds < 60
    ? `${Math.round(seconds)} s`
    : `${Math.round(seconds / 60)} min`;
}

/** As prettier would write it. */
function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map(row => row[column].length)),
  );
  const line = (cells: string[]) =>
    `| ${cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join(' | ')} |`;
  return [
    line(head),
    line(widths.map(width => '-'.repeat(width))),
    ...rows.map(line),
  ].join('\n');
}
