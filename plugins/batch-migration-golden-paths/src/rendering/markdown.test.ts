import { inlineCode, plain } from './markdown';

it.each([
  ['a table', 'a | b', 'a \\| b'],
  [
    'HTML',
    '<img src=x onerror=alert(1)>',
    '&lt;img src=x onerror=alert\\(1\\)\\>',
  ],
  ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
  ['a link', '[a](b)', '\\[a\\]\\(b\\)'],
  ['a heading', '# a\n## b', '\\# a ## b'],
  ['a list', '- a', '\\- a'],
  ['a numbered list', '12. a', '12\\. a'],
  ['a rule', '---', '\\---'],
  ['words with hyphens', 'news-batch 3.0', 'news-batch 3.0'],
  ['code', '`a`', '\\`a\\`'],
  ['template syntax', '${{ a }}', '\\$\\{\\{ a \\}\\}'],
  // Renderers look for these past every escape.
  [
    'an address',
    'see https://a.example/`x`',
    'see `` https://a.example/`x` ``',
  ],
  ['an address without a scheme', 'www.a.example', '`www.a.example`'],
  ['a mail address or a mention', 'a@b.example', '`a@b.example`'],
  // Order of text is what a reader relies on.
  ['a change of direction', 'a\u202eb', 'a\uFFFDb'],
  ['a terminal sequence', 'a\u001b[1m', 'a\uFFFD\\[1m'],
  ['Japanese', '日次バッチ　集計', '日次バッチ 集計'],
])('shows %s as text', (_, text, expected) => {
  expect(plain(text)).toBe(expected);
});

it.each([
  ['an expression', '*/5 0-4 * * 1|2', '`*/5 0-4 * * 1\\|2`'],
  ['backticks', '`a` ``', '``` `a` `` ```'],
  ['template syntax', '${{ a }}', '`$ {{ a }}`'],
  ['nothing', '', ''],
])('keeps %s within its code span', (_, text, expected) => {
  expect(inlineCode(text)).toBe(expected);
});
