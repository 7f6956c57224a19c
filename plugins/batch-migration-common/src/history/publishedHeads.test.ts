import { parseHistoryHeads } from './publishedHeads';

const HASH = 'a'.repeat(64);
const AT = '2026-02-12T01:24:00.000Z';
const head = (over = {}) =>
  JSON.stringify({ sequence: 2, count: 2, hash: HASH, at: AT, ...over });

describe('parseHistoryHeads', () => {
  it('reads one a line, and leaves out what it does not know', () => {
    expect(
      parseHistoryHeads(`${head()}\n\n${head({ sequence: 3, more: 1 })}\r\n`),
    ).toEqual({
      heads: [
        { sequence: 2, count: 2, hash: HASH, at: AT },
        { sequence: 3, count: 2, hash: HASH, at: AT },
      ],
      issues: [],
    });
  });

  it.each([
    ['no JSON', '{"sequence":2,'],
    ['no object', 'null'],
    ['a list', '[]'],
    ['a negative number', head({ sequence: -1 })],
    ['a text for a number', head({ count: '2' })],
    ['a fraction', head({ sequence: 1.5 })],
    ['a short hash', head({ hash: 'abc' })],
    ['no time', head({ at: 'yesterday' })],
  ])('names a line with %s', (_what, line) => {
    const { heads, issues } = parseHistoryHeads(`${head()}\n${line}\n`);
    expect(heads).toHaveLength(1);
    expect(issues).toEqual([
      {
        line: 2,
        message: expect.stringMatching(/^Line 2 is no published head/),
      },
    ]);
  });
});
