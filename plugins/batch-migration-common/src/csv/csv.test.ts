import { csvRecord } from './csv';
import { readCsv } from './testReader';

/** The first character by which a spreadsheet decides, and what hides it. */
const STARTS = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
const HIDERS = ['', ' ', '  ', '"', "'", '""', ' "', '\u00a0', '\u3000', '\n'];

const HOSTILE = STARTS.flatMap(start =>
  HIDERS.map(hider => `${hider}${start}HYPERLINK("https://evil.example",A1)`),
);

describe('csvRecord', () => {
  it.each([
    [['a', 'b'], '"a","b"\r\n'],
    [['say "no"', 'a,b', null], '"say ""no""","a,b",""\r\n'],
    [['two\nlines', '日次'], '"two\nlines","日次"\r\n'],
    [['=1+1'], '"\'=1+1"\r\n'],
    [['a\0=b'], '"a=b"\r\n'],
    [[' =1'], '"\' =1"\r\n'],
    [['x;=1', 'x\t@a', 'x\n-1'], '"x;\'=1","x\t\'@a","x\n\'-1"\r\n'],
    [
      ['a=b', '1-2', 'me@example.jp', 'a+b'],
      '"a=b","1-2","me@example.jp","a+b"\r\n',
    ],
  ])('writes %j', (values, expected) => {
    expect(csvRecord(values)).toBe(expected);
  });

  it.each(HOSTILE)('takes the force of %j', value => {
    for (const written of [value, `run;${value}`, `run\n${value}`]) {
      const [[cell]] = readCsv(csvRecord([written]), ',');
      // Nothing but apostrophes is added, so it can be taken back.
      expect(cell.replace(/'/g, '')).toBe(written.replace(/'/g, ''));
      for (const separator of [',', ';', '\t']) {
        for (const part of readCsv(csvRecord([written]), separator).flat()) {
          expect(wouldRun(part)).toBe(false);
        }
      }
    }
  });

  it.each([
    'a',
    'a,b',
    '"',
    'x "y" z',
    'a\r\nb',
    '',
    'あ🗾',
    "it's",
    '***MASKED:TOKEN***',
  ])('is read back: %j', value => {
    expect(readCsv(csvRecord([value, 'end']), ',')).toEqual([[value, 'end']]);
  });
});

/** As a spreadsheet looks at a cell; the apostrophe marks text. */
function wouldRun(cell: string): boolean {
  const seen = cell.replace(/^[\s\u3000"]+/u, '');
  return STARTS.filter(start => start.trim() !== '').some(start =>
    seen.startsWith(start),
  );
}
