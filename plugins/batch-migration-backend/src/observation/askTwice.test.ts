import { setTimeout as sleep } from 'node:timers/promises';
import { askTwice } from './askTwice';

jest.mock('node:timers/promises', () => ({
  setTimeout: jest.fn(jest.requireActual('node:timers/promises').setTimeout),
}));

describe('askTwice', () => {
  afterEach(() => jest.restoreAllMocks());

  /** Asks what fails at first, and answers how long it meant to wait before it asked again. */
  async function waitOf(random: number, backoffMs?: number) {
    jest.spyOn(Math, 'random').mockReturnValue(random);
    jest.mocked(sleep).mockClear().mockResolvedValueOnce(undefined);
    let calls = 0;
    await askTwice(
      async () => {
        calls += 1;
        if (calls === 1) throw new Error('ThrottlingException');
      },
      { timeoutMs: 60_000, backoffMs },
    );
    expect(calls).toBe(2);
    return jest.mocked(sleep).mock.calls[0][0];
  }

  it('waits with full jitter: for none to all of the longest wait', async () => {
    expect(await waitOf(0, 200)).toBe(0);
    expect(await waitOf(0.5, 200)).toBe(100);
    expect(await waitOf(0.99, 200)).toBe(198);
  });

  it('waits for less than a second where nothing else is said', async () => {
    expect(await waitOf(0.4)).toBe(400);
  });

  it('says why the second call failed', async () => {
    let calls = 0;
    const asked = askTwice(
      async () => {
        calls += 1;
        throw new Error(`AccessDenied ${calls}`);
      },
      { timeoutMs: 5_000, backoffMs: 1 },
    );
    await expect(asked).rejects.toThrow('AccessDenied 2');
    expect(calls).toBe(2);
  });

  it.each<[string, () => Promise<never>, number, RegExp]>([
    ['used up its time', () => new Promise(() => {}), 0, /no answer within/],
    [
      'would use it up by waiting',
      async () => {
        throw new Error('AccessDenied');
      },
      100_000,
      /AccessDenied/,
    ],
  ])('does not ask again what %s', async (_, call, backoffMs, message) => {
    jest.spyOn(Math, 'random').mockReturnValue(0.9);
    const probe = jest.fn(call);
    const options = { timeoutMs: 50, backoffMs };
    await expect(askTwice(probe, options)).rejects.toThrow(message);
    expect(probe).toHaveBeenCalledTimes(1);
  });

  it('ends with the round, also while it waits', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(1);
    const round = new AbortController();
    let calls = 0;
    const asked = askTwice(
      async () => {
        calls += 1;
        setTimeout(() => round.abort(), 10);
        throw new Error('ThrottlingException');
      },
      { timeoutMs: 60_000, backoffMs: 30_000, signal: round.signal },
    );
    await expect(asked).rejects.toThrow(/abort/i);
    expect(calls).toBe(1);
  });
});
