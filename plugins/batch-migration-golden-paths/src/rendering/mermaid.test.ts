import { mermaidLabel } from './mermaid';

it.each([
  [
    'an expression',
    'cron(0/5 * * * ? *)',
    '"cron#40;0/5 #42; #42; #42; #63; #42;#41;"',
  ],
  ['quotes', 'say "a"', '"say #34;a#34;"'],
  ['the end of a fence', 'a\n```\nb', '"a #96;#96;#96; b"'],
  ['a code of Mermaid', '#quot;', '"#35;quot#59;"'],
  ['HTML', '<img src=x>', '"#60;img src#61;x#62;"'],
  ['Markdown of Mermaid', '`**a**`', '"#96;#42;#42;a#42;#42;#96;"'],
  ['template syntax', '${{ a }}', '"#36;#123;#123; a #125;#125;"'],
  ['brackets and arrows', 'a] --> b[c', '"a#93; --#62; b#91;c"'],
  ['a change of direction', 'a\u202eb', '"a\uFFFDb"'],
  ['Japanese', '日次バッチ', '"日次バッチ"'],
])('shows %s as text', (_, text, expected) => {
  expect(mermaidLabel(text)).toBe(expected);
});

it('breaks lines where it is told to only', () => {
  expect(mermaidLabel('a', 'b<br>c')).toBe('"a<br>b#60;br#62;c"');
});
