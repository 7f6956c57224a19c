import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { mockApi } from '../__testUtils__/estate';
import { mockSignals } from '../__testUtils__/mockSignals';
import { renderPage } from '../__testUtils__/renderPage';
import { Loaded } from '../components/states/Loaded';
import { ASK_MS } from './LiveConnection';
import { useLiveLoad } from './useLiveLoad';

const pass = (ms = 0) =>
  act(async () => {
    await jest.advanceTimersByTimeAsync(ms);
  });

describe('useLiveLoad', () => {
  let names: string[];
  let revision: string;
  const fetchNames = jest.fn(async (_signal: AbortSignal) => names);

  const Names = () => {
    const load = useLiveLoad(fetchNames, 'names');
    const [chosen, setChosen] = useState<string[]>([]);
    return (
      <Loaded load={load} what="the names" boxes={[20]}>
        {all => (
          <ul aria-label="Names">
            {all.map(name => (
              <li key={name}>
                <label>
                  <input
                    type="checkbox"
                    checked={chosen.includes(name)}
                    onChange={() => setChosen([...chosen, name])}
                  />
                  {name}
                </label>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    );
  };

  const show = async (signals?: ReturnType<typeof mockSignals>) => {
    const page = await renderPage(
      signals ? (
        <TestApiProvider apis={[[signalApiRef, signals.api]]}>
          <Names />
        </TestApiProvider>
      ) : (
        <Names />
      ),
      { api: mockApi({ changes: async () => ({ revision, round: null }) }) },
    );
    await pass();
    return page;
  };
  const box = (name: string) => screen.getByRole('checkbox', { name });
  const change = (...now: string[]) => {
    names = now;
    revision += '.';
  };

  beforeEach(() => {
    jest.useFakeTimers();
    names = ['feed-import', 'sitemap'];
    revision = '1';
    fetchNames.mockClear();
  });
  afterEach(() => jest.useRealTimers());

  it('shows what a signal tells of at once, and keeps focus and selection', async () => {
    const signals = mockSignals();
    await show(signals);
    fireEvent.click(box('sitemap'));
    const focused = box('sitemap');
    act(() => focused.focus());

    change('cleanup', 'feed-import', 'sitemap');
    signals.say();
    await pass();
    expect(box('cleanup')).not.toBeChecked();
    // The same node, wherever it stands now.
    expect(box('sitemap')).toBe(focused);
    expect(focused).toHaveFocus();
    expect(focused).toBeChecked();
  });

  it('finds out by itself where the portal has no signals', async () => {
    await show();
    change('sitemap');
    await pass(ASK_MS.withoutSignals - 1);
    expect(box('feed-import')).toBeVisible();
    await pass(1);
    expect(screen.queryByRole('checkbox', { name: 'feed-import' })).toBeNull();
  });

  it('finds out by itself where signals do not come through', async () => {
    await show(mockSignals());
    change('sitemap');
    await pass(ASK_MS.withSignals);
    expect(screen.queryByRole('checkbox', { name: 'feed-import' })).toBeNull();
  });

  it('leaves what is shown until the answer is there', async () => {
    const signals = mockSignals();
    await show(signals);
    let answer: (all: string[]) => void = () => {};
    fetchNames.mockImplementationOnce(
      () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    );
    change('sitemap');
    signals.say();
    await pass(6_000);
    expect(fetchNames).toHaveBeenCalledTimes(2);
    expect(box('feed-import')).toBeVisible();
    expect(screen.queryByRole('status')).toBeNull();
    await act(async () => answer(['sitemap']));
    expect(screen.queryByRole('checkbox', { name: 'feed-import' })).toBeNull();
  });

  it('leaves what is shown where there is no answer', async () => {
    const signals = mockSignals();
    await show(signals);
    fetchNames.mockRejectedValueOnce(new Error('busy'));
    change('sitemap');
    signals.say();
    await pass();
    expect(box('feed-import')).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('throws away an answer that was overtaken', async () => {
    const signals = mockSignals();
    await show(signals);
    let answer: (all: string[]) => void = () => {};
    fetchNames.mockImplementationOnce(
      () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    );
    change();
    signals.say();
    await pass();
    change('sitemap');
    signals.say();
    await pass(10_000);
    expect(fetchNames.mock.calls[1][0].aborted).toBe(true);
    await act(async () => answer(['feed-import']));
    expect(screen.queryByRole('checkbox', { name: 'feed-import' })).toBeNull();
    expect(box('sitemap')).toBeVisible();
  });

  it('listens no more once it is left', async () => {
    const signals = mockSignals();
    const { unmount } = await show(signals);
    expect(signals.listeners.size).toBe(1);
    unmount();
    expect(signals.listeners.size).toBe(0);
    change('sitemap');
    await pass(3 * ASK_MS.withSignals);
    expect(fetchNames).toHaveBeenCalledTimes(1);
  });
});
