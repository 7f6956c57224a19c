import { render } from '@testing-library/react';
import { CodeText } from './CodeText';

it.each([
  ['Nothing to mark.', 'Nothing to mark.'],
  ['Bad hour `25`: too large.', 'Bad hour <code>25</code>: too large.'],
  ['`a` and `b`', '<code>a</code> and <code>b</code>'],
  [
    '`<b>x</b>` <i>y</i>',
    '<code>&lt;b&gt;x&lt;/b&gt;</code> &lt;i&gt;y&lt;/i&gt;',
  ],
  // What a crontab quotes itself loses nothing.
  ['Bad minute ``date``.', 'Bad minute `<code>date</code>`.'],
  ['An odd ` stays.', 'An odd ` stays.'],
])('draws %s', (text, html) => {
  const { container } = render(<CodeText text={text} />);
  expect(container.innerHTML).toBe(html);
});
