import { screen } from '@testing-library/react';
import { mockApi, summary } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Time } from './Time';

/** What stands there of an instant so many seconds from the estate's now. */
async function said(seconds: number, language?: 'ja') {
  const at = new Date(Date.parse(summary.now) + seconds * 1000).toISOString();
  const { container } = await renderPage(
    <EstateProvider>
      <Time at={at} show="relative" />
    </EstateProvider>,
    { api: mockApi(), language },
  );
  await screen.findByText(/^[^:]+$/, { selector: 'time' });
  return container.querySelector('time')!.textContent;
}

describe('Time', () => {
  it.each([
    [50, 'in less than a minute'],
    [2, 'just now'], // within one step of the clock it may be over
    [-50, 'just now'],
    [95, 'in 1 min'],
    [-130, '2 min ago'],
  ])('%i seconds from now is %s', async (seconds, expected) => {
    expect(await said(seconds)).toBe(expected);
  });

  it('says in Japanese, too, that it is still to come', async () => {
    expect(await said(50, 'ja')).toBe('1 分以内');
  });
});
