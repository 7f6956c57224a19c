import { leanSheet } from './leanStyles';

const compact = (css: string) => css.replace(/\s+/g, ' ').trim();

it.each([
  ['.a { color: red; }', ''],
  ['.a { color: red; display: none; }', '.a { display: none}'],
  [
    '.a {\n  visibility: hidden;\n}\n.a:hover {\n  opacity: 0;\n}',
    '.a { visibility: hidden} .a:hover { opacity: 0}',
  ],
  ['.a { display-of: x; pointer-events: none }', '.a { pointer-events: none }'],
  ['@media (min-width:600px) {\n .a {\n display: none;\n }\n}', ''],
  [
    '@media print { .a { display: none; } } .b { display: flex; }',
    '.b { display: flex}',
  ],
  [
    '@media screen { .a { display: none; } }',
    '@media screen { .a { display: none} }',
  ],
  ['@keyframes x { 0% { opacity: 0; } to { opacity: 1; } }', ''],
])('%s', (css, expected) => expect(compact(leanSheet(css))).toBe(expected));

it.each([
  [
    'as its text',
    (style: HTMLStyleElement, css: string) => {
      style.textContent = css;
    },
  ],
  [
    'as a node',
    (style: HTMLStyleElement, css: string) => {
      style.appendChild(document.createTextNode(css));
    },
  ],
])('leaves hidden what a style sheet hides %s', (_, write) => {
  const style = document.createElement('style');
  document.head.append(style);
  write(style, '.gone { color: red; display: none; }');
  const gone = document.createElement('p');
  gone.className = 'gone';
  document.body.append(gone);
  expect(gone).not.toBeVisible();
  expect(style.textContent).not.toContain('color');
  style.remove();
  expect(gone).toBeVisible();
});
