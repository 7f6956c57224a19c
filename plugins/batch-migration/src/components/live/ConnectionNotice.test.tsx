import { ResponseError } from '@backstage/errors';
import { act, fireEvent, screen } from '@testing-library/react';
import type { BatchMigrationApi } from '../../api';
import { mockApi } from '../../__testUtils__/estate';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider, useEstate } from '../../hooks/useEstate';
import { ASK_MS } from '../../hooks/LiveConnection';
import { ConnectionNotice } from './ConnectionNotice';

/** What any card shows of the summary. */
const Servers = () => {
  const { summary } = useEstate();
  return (
    <>
      <output>{`${summary.value?.scope} workloads`}</output>
      <button onClick={summary.reload}>Read again</button>
    </>
  );
};

const pass = (ms: number) =>
  act(async () => {
    await jest.advanceTimersByTimeAsync(ms);
  });

const unreachable = async () => {
  throw new TypeError('Failed to fetch');
};

describe('ConnectionNotice', () => {
  const ask = jest.fn<ReturnType<BatchMigrationApi['changes']>, []>();
  const connected = async () => ({ revision: '1', round: null });

  const show = async (
    change: Partial<BatchMigrationApi> = {},
    language?: 'ja',
  ) => {
    const api = mockApi({ changes: () => ask(), ...change });
    const page = await renderPage(
      <EstateProvider>
        <Servers />
        <ConnectionNotice />
      </EstateProvider>,
      { api, language },
    );
    await pass(0);
    return { api, ...page };
  };
  const notice = () =>
    screen.getAllByRole('status').find(one => one.tagName !== 'OUTPUT')!;
  const tryNow = () => screen.queryByRole('button', { name: 'Try now' });

  beforeEach(() => {
    jest.useFakeTimers();
    ask.mockReset().mockImplementation(connected);
  });
  afterEach(() => jest.useRealTimers());

  it('is silent as long as the server answers', async () => {
    await show();
    await pass(3 * ASK_MS.withoutSignals);
    expect(ask).toHaveBeenCalledTimes(4);
    expect(notice()).toBeEmptyDOMElement();
    expect(tryNow()).toBeNull();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('says by the clock of the estate how old a page is that reaches nothing', async () => {
    await show();
    ask.mockImplementation(unreachable);
    await pass(ASK_MS.withoutSignals);
    expect(notice()).toHaveTextContent(
      'Connection lost. What you see is as of Thu 12 Feb 10:24. It is tried again by itself.',
    );
    expect(tryNow()).toBeVisible();
  });

  it('tells no instant where the server was never heard of', async () => {
    ask.mockImplementation(unreachable);
    await show({ summary: unreachable });
    expect(notice()).toHaveTextContent(
      /^Connection lost\. It is tried again by itself\.$/,
    );
  });

  it('comes back by itself, says so for a moment, and shows what is new', async () => {
    const { api } = await show();
    const asked = api.summary.mock.calls.length;
    ask.mockImplementation(unreachable);
    await pass(ASK_MS.withoutSignals);
    ask.mockImplementation(connected);
    await pass(ASK_MS.whileLost);
    expect(notice()).toHaveTextContent(
      'Connected again. What you see is up to date.',
    );
    expect(tryNow()).toBeNull();
    expect(api.summary).toHaveBeenCalledTimes(asked + 1);
    await pass(8_000);
    expect(notice()).toBeEmptyDOMElement();
  });

  it('tries at once where a person asks for it', async () => {
    await show();
    ask.mockImplementation(unreachable);
    await pass(ASK_MS.withoutSignals);
    ask.mockClear().mockImplementation(connected);
    fireEvent.click(tryNow()!);
    await pass(0);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(notice()).toHaveTextContent(/^Connected again/);
  });

  it('is lost as soon as the browser is offline', async () => {
    await show();
    await act(async () => {
      window.dispatchEvent(new Event('offline'));
    });
    expect(notice()).toHaveTextContent(/^Connection lost/);
    await act(async () => {
      window.dispatchEvent(new Event('online'));
    });
    await pass(0);
    expect(notice()).toHaveTextContent(/^Connected again/);
  });

  it('says what could not be brought up to date, until it was', async () => {
    const { api } = await show();
    const before = screen.getByText(/workloads$/).textContent;
    api.summary.mockRejectedValueOnce(
      await ResponseError.fromResponse(
        new Response(
          JSON.stringify({
            error: { name: 'Error', message: 'The database is busy' },
            response: { statusCode: 500 },
          }),
          { status: 500, headers: { 'Content-Type': 'application/json' } },
        ) as Parameters<typeof ResponseError.fromResponse>[0],
      ),
    );
    ask.mockImplementation(async () => ({ revision: '2', round: null }));
    await pass(ASK_MS.withoutSignals);
    expect(notice()).toHaveTextContent(
      'Something here could not be brought up to date, and is older than it looks: The database is busy',
    );
    // What was right once stays.
    expect(screen.getByText(/workloads$/)).toHaveTextContent(before!);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await pass(0);
    expect(notice()).toBeEmptyDOMElement();
  });

  it('says that what a person asked for anew is still the old, each time', async () => {
    const { api } = await show();
    const before = screen.getByText(/workloads$/).textContent;
    for (const message of ['busy', 'still busy']) {
      api.summary.mockRejectedValueOnce(await refusal(500, message));
      fireEvent.click(screen.getByRole('button', { name: 'Read again' }));
      expect(notice()).toBeEmptyDOMElement();
      await pass(0);
      expect(notice()).toHaveTextContent(
        `Something here could not be brought up to date, and is older than it looks: ${message}`,
      );
      expect(screen.getByText(/workloads$/)).toHaveTextContent(before!);
    }
    fireEvent.click(screen.getByRole('button', { name: 'Read again' }));
    await pass(0);
    expect(notice()).toBeEmptyDOMElement();
  });

  it('does not look connected again where something stays old', async () => {
    const { api, container } = await show();
    const drawn = () => container.querySelector('svg')!.innerHTML;
    ask.mockImplementation(unreachable);
    await pass(ASK_MS.withoutSignals);
    const lost = drawn();
    api.summary.mockRejectedValueOnce(await refusal(500, 'busy'));
    ask.mockImplementation(connected);
    await pass(ASK_MS.whileLost);
    expect(notice()).toHaveTextContent(/^Something here could not/);
    expect(drawn()).toBe(lost);
  });

  it('asks nothing more once its page is left', async () => {
    const { unmount } = await show();
    unmount();
    ask.mockClear();
    await pass(3 * ASK_MS.withoutSignals);
    expect(ask).not.toHaveBeenCalled();
  });

  it('speaks Japanese', async () => {
    await show({}, 'ja');
    ask.mockImplementation(unreachable);
    await pass(ASK_MS.withoutSignals);
    expect(notice()).toHaveTextContent(
      '接続が切れました。表示は 2/12(木) 10:24 時点のものです。自動的に再接続します。',
    );
    expect(screen.getByRole('button', { name: '今すぐ試す' })).toBeVisible();
  });
});
