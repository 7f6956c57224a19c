import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { mockApi } from '../__testUtils__/estate';
import { renderPage } from '../__testUtils__/renderPage';
import { RefreshButton } from './RefreshButton';

const ASKED = 'batch-migration.refresh-asked';
const ROUND = {
  ...{ startedAt: '2026-02-12T01:24:00.000Z', step: 'probes' as const },
  ...{ done: 3, total: 9 },
};

afterEach(() => window.sessionStorage.clear());

it('shows how far a look is that was asked for on a page that was left', async () => {
  window.sessionStorage.setItem(ASKED, String(Date.now()));
  await renderPage(<RefreshButton onDone={() => {}} />, {
    api: mockApi({ changes: async () => ({ revision: '1', round: ROUND }) }),
  });
  expect(
    await screen.findByRole('button', { name: 'Looking at places: 3 of 9' }),
  ).toHaveAttribute('aria-busy', 'true');
});

/** A page with a look at everything, that can be left and come back to. */
const Pages = ({ onDone }: { onDone: () => void }) => {
  const [isHere, setHere] = useState(true);
  return (
    <>
      {isHere && <RefreshButton onDone={onDone} />}
      <button onClick={() => setHere(!isHere)}>Leave or come back</button>
    </>
  );
};

it('goes on where its page is left, and is handed to who comes back', async () => {
  let end: (answer: any) => void = () => {};
  const onDone = jest.fn();
  const api = mockApi({
    refresh: () =>
      new Promise(resolve => {
        end = resolve;
      }),
  });
  await renderPage(<Pages onDone={onDone} />, { api });
  const turn = () =>
    act(async () => {
      fireEvent.click(screen.getByText('Leave or come back'));
    });
  const running = () => screen.findByRole('button', { name: 'Looking…' });

  const button = await screen.findByRole('button', { name: 'Refresh' });
  await waitFor(() => expect(button).not.toHaveAttribute('aria-disabled'));
  fireEvent.click(button);
  await running();
  await turn();
  await turn();
  fireEvent.click(await running());
  expect(api.refresh).toHaveBeenCalledTimes(1);

  await turn();
  await act(async () => end({ observations: 3 }));
  expect(onDone).not.toHaveBeenCalled();
  await turn();
  await screen.findByRole('button', { name: 'Refresh' });
  expect(onDone).toHaveBeenCalledTimes(1);
  expect(window.sessionStorage.getItem(ASKED)).toBeNull();
});

describe('after the page was loaded anew', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const show = async (askedMsAgo: number) => {
    window.sessionStorage.setItem(ASKED, String(Date.now() - askedMsAgo));
    await renderPage(<RefreshButton onDone={() => {}} />, { api: mockApi() });
    await act(async () => {
      await jest.advanceTimersByTimeAsync(100);
    });
    return () => window.sessionStorage.getItem(ASKED);
  };

  it('remembers what was asked for while its round may be about to begin', async () => {
    const asked = await show(1_000);
    expect(asked()).not.toBeNull();
    await act(async () => {
      await jest.advanceTimersByTimeAsync(20_000);
    });
    expect(asked()).toBeNull();
  });

  it('forgets what must be over', async () => {
    const asked = await show(60_000);
    expect(asked()).toBeNull();
  });
});
