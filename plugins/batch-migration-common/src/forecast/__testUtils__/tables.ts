import { backTest, backTestWikimedia, hitRateOf, type Trial } from './backTest';

/** The tables of `docs/forecast.md`, in Markdown, computed anew. */
export function backTestTables(): { synthetic: string; wikimedia: string } {
  const trials = backTest();
  return {
    synthetic: table(
      [
        'history',
        'asked',
        'range given',
        'end inside it',
        'by the middle',
        'by p80',
        'by p95',
        '3 months alone',
        '6',
        '12',
        'width',
      ],
      [...trials, ...sums([...trials.values()].flat())].map(([kind, own]) => [
        kind,
        ...rateCells(own),
      ]),
    ),
    wikimedia: table(
      ['asked on', 'left', 'range', 'middle', 'end inside it'],
      backTestWikimedia().map(wikimediaCells),
    ),
  };
}

/** All of them, and by how far the work was on the day on which it was asked. */
function sums(all: Trial[]): Array<[string, Trial[]]> {
  const share = ({ forecast: { done, scope } }: Trial) => done / scope;
  return [
    ['all of them', all],
    ['with less than half done', all.filter(one => share(one) < 0.5)],
    ['with half or more done', all.filter(one => share(one) >= 0.5)],
  ];
}

function rateCells(trials: readonly Trial[]): string[] {
  const rate = hitRateOf(trials);
  const percent = (part: number, whole = rate.ranges) =>
    whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
  return [
    String(rate.trials),
    String(rate.ranges),
    percent(rate.inside),
    percent(rate.byMiddle),
    percent(rate.byP80),
    percent(rate.byP95),
    ...rate.windowInside.map((inside, index) =>
      percent(inside, rate.ofWindow[index]),
    ),
    rate.width === null ? '–' : rate.width.toFixed(1),
  ];
}

function wikimediaCells({ on, end, forecast }: Trial): string[] {
  const left = String(forecast.scope - forecast.done);
  if (forecast.state !== 'range') {
    const why = forecast.state === 'too-early' ? forecast.reason : '';
    return [on, left, `too early to say: ${why}`, '–', '–'];
  }
  const { p10, p50, p90 } = forecast.finish;
  const isInside = end !== null && p10 <= end && end <= p90;
  return [on, left, `${p10} – ${p90}`, p50, isInside ? 'yes' : 'no'];
}

/** As Prettier writes it. */
function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map(row => row[column].length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  return [
    line(head),
    line(widths.map(width => '-'.repeat(width))),
    ...rows.map(line),
  ].join('\n');
}
