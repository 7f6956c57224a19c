import { askTwice } from './askTwice';

describe('askTwice', () => {
  afterEach(() => jest.restoreAllMocks());

  /** Asks what fails at first, and answers how long it waited before it asked again. */
  async function waitOf(random: number, backoffMs?: number) {
    jest.spyOn(Math, 'random').mockReturnValue(random);
    let calls = 0;
    let failedAt = 0;
    return askTwice(
      async () => {
        calls += 1;
        if (calls === 2) return performance.now() - failedAt;
        failedAt = performance.now();
        throw new Error('ThrottlingException');
      },
      { timeoutMs: 5_000, backoffMs },
    );
  }

  it('waits with full jitter: for none to all of the longest wait', async () => {
    expect(await waitOf(0, 200)).toBeLessThan(100);
    expect(await waitOf(0.5, 200)).toBeGreaterThanOrEqual(99);
    expect(await waitOf(0.99, 200)).toBeGreaterThanOrEqual(197);
  });

  it('waits for less than a second where nothing else is said', async () => {
    expect(await waitOf(0.4)).toBeGreaterThanOrEqual(399);
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

  it.each<[string, number, number]>([
    ['used up its time', 20, 1],
    ['would use it up by waiting', 200, 100_000],
  ])('does not ask again what %s', async (_, timeoutMs, backoffMs) => {
    jest.spyOn(Math, 'random').mockReturnValue(0.9);
    let calls = 0;
    const asked = askTwice(
      async signal => {
        calls += 1;
        await new Promise(resolve => {
          signal.addEventListener('abort', resolve);
          setTimeout(resolve, 50);
        });
        throw new Error('AccessDenied');
      },
      { timeoutMs, backoffMs },
    );
    await expect(asked).rejects.toThrow(/AccessDenied|no answer within/);
    expect(calls).toBe(1);
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
