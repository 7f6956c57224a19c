import { ResponseError } from '@backstage/errors';
import type { Changes } from 'backstage-plugin-batch-migration-common';
import { ASK_MS, LiveConnection } from './LiveConnection';

async function answered(status: number): Promise<Error> {
  return ResponseError.fromResponse(
    new Response('{}', { status }) as Parameters<
      typeof ResponseError.fromResponse
    >[0],
  );
}

describe('LiveConnection', () => {
  let answer: Changes;
  let failure: unknown;
  const ask = jest.fn(async () => {
    if (failure) throw failure;
    return answer;
  });
  let say: (() => void) | undefined;
  const signals = {
    subscribe: (_channel: string, listener: (message: any) => void) => {
      say = () => listener({ revision: 'x' });
      return {
        unsubscribe: () => {
          say = undefined;
        },
      };
    },
  };
  let end: () => void;

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  const start = async (withSignals = false) => {
    const connection = new LiveConnection(
      ask,
      withSignals ? signals : undefined,
    );
    end = connection.listen(() => {});
    await pass(0);
    return connection;
  };

  beforeEach(() => {
    jest.useFakeTimers();
    ask.mockClear();
    answer = { revision: '1', round: null };
    failure = undefined;
  });
  afterEach(() => {
    end();
    jest.useRealTimers();
  });

  it('asks what is shown anew when the revision is another one, and only then', async () => {
    const connection = await start();
    await pass(ASK_MS.withoutSignals * 3);
    expect(connection.state.epoch).toBe(0);
    answer = { revision: '2', round: null };
    await pass(ASK_MS.withoutSignals);
    expect(connection.state.epoch).toBe(1);
  });

  it('asks at once when a signal comes', async () => {
    const connection = await start(true);
    answer = { revision: '2', round: null };
    say!();
    await pass(0);
    expect(connection.state.epoch).toBe(1);
  });

  it('stays calm while a round changes things all the time', async () => {
    const connection = await start(true);
    for (let second = 1; second <= 20; second += 1) {
      answer = { revision: `r${second}`, round: null };
      say!();
      await pass(1_000);
    }
    expect(connection.state.epoch).toBeLessThanOrEqual(3);
    await pass(10_000);
    // The last one is not left out.
    expect(connection.state.epoch).toBe(3);
  });

  it('looks often while a round runs', async () => {
    answer = {
      revision: '1',
      round: {
        ...{ startedAt: '2026-02-12T01:24:00.000Z', step: 'probes' },
        ...{ done: 3, total: 9 },
      },
    };
    const connection = await start();
    expect(connection.state.round).toMatchObject({ done: 3, total: 9 });
    answer = { revision: '1', round: null };
    await pass(ASK_MS.whileRound);
    expect(connection.state.round).toBeNull();
  });

  it.each([
    ['no network', async () => new TypeError('Failed to fetch'), true],
    ['a gateway without a backend', () => answered(503), true],
    ['an error of the server', () => answered(500), false],
    ['a missing permission', () => answered(403), false],
    ['an older backend', () => answered(404), false],
  ])('takes %s for a lost connection or not', async (_what, fail, isLost) => {
    const connection = await start();
    failure = await fail();
    await pass(ASK_MS.withoutSignals);
    expect(connection.state.isLost).toBe(isLost);
  });

  it('is lost as soon as the browser says so, and asks all anew when it is back', async () => {
    const connection = await start();
    window.dispatchEvent(new Event('offline'));
    expect(connection.state.isLost).toBe(true);
    failure = new TypeError('Failed to fetch');
    await pass(ASK_MS.withoutSignals);
    expect(connection.state).toMatchObject({ isLost: true, epoch: 0 });
    // Though nothing changed: what was asked for meanwhile may have failed.
    failure = undefined;
    await pass(ASK_MS.whileLost);
    expect(connection.state).toMatchObject({ isLost: false, epoch: 1 });
  });

  it('counts a call without an answer as lost', async () => {
    const connection = await start();
    ask.mockImplementationOnce(
      (...[signal]: any[]) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    );
    await pass(ASK_MS.withoutSignals + 10_000);
    expect(connection.state.isLost).toBe(true);
  });

  it('says what could not be brought up to date until it was', async () => {
    const connection = await start();
    const card = {};
    connection.report(card, new Error('busy'));
    expect(connection.state.outdated?.message).toBe('busy');
    connection.report(card, null);
    expect(connection.state.outdated).toBeNull();
  });

  it('asks nothing after the last listener left', async () => {
    await start(true);
    end();
    ask.mockClear();
    await pass(ASK_MS.withSignals * 3);
    expect(ask).not.toHaveBeenCalled();
    expect(say).toBeUndefined();
  });
});
