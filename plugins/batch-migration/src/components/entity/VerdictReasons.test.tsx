import { screen, within } from '@testing-library/react';
import { bat000Detail, mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { VerdictReasons } from './VerdictReasons';

const named = (...names: string[]) => names.map(name => ({ id: name, name }));

describe('VerdictReasons', () => {
  const detail = {
    ...bat000Detail,
    reasons: ['4 only here, not running on a target: a, b, c and 1 more.'],
  };

  it('words each reason by its code, and names the first workloads', async () => {
    await renderPage(
      <VerdictReasons
        server={{
          ...detail,
          grounds: [
            { code: 'only-here', workloads: named('a', 'b', 'c', 'd') },
            { code: 'active-on-both', workloads: named('e') },
          ],
        }}
      />,
      { api: mockApi() },
    );
    const reasons = within(await screen.findByRole('list'));
    expect(
      reasons.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual([
      '4 only here, not running on a target: a, b, c and 1 more.',
      '1 active here and on the target: e.',
    ]);
  });

  it('shows the sentences of a backend that tells no codes, as English', async () => {
    await renderPage(<VerdictReasons server={detail} />, { api: mockApi() });
    expect(await screen.findByText(detail.reasons[0])).toHaveAttribute(
      'lang',
      'en',
    );
  });
});
