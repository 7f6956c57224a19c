import { sideBySide } from './sideBySide';

async function* each<T>(...values: T[]) {
  yield* values;
}

const soon = () => new Promise<void>(resolve => setImmediate(resolve));

describe('sideBySide', () => {
  const run = async (
    values: string[],
    options: { atOnce: number; failAt?: string; failSource?: boolean },
  ) => {
    const log: string[] = [];
    let now = 0;
    let most = 0;
    const source = async function* source() {
      yield* values;
      if (options.failSource) throw new Error('no more');
    };
    const outcome = await sideBySide(
      source(),
      { atOnce: options.atOnce, keysOf: value => value.replace(/\d/g, '') },
      async value => {
        log.push(`begin ${value}`);
        now += 1;
        most = Math.max(most, now);
        await soon();
        await soon();
        now -= 1;
        if (value === options.failAt) throw new Error(`no ${value}`);
        log.push(`end ${value}`);
      },
    ).catch(error => error.message);
    return { log, most, outcome };
  };

  it.each([
    ['one at a time', 1, 1],
    ['so many at once', 2, 2],
    ['no more than there are', 9, 4],
  ])('works on %s', async (_, atOnce, expected) => {
    const { log, most, outcome } = await run(['a1', 'b1', 'c1', 'd1'], {
      atOnce,
    });
    expect(most).toBe(expected);
    expect(log.filter(line => line.startsWith('end'))).toHaveLength(4);
    expect(outcome).toBeUndefined();
  });

  it('keeps the order of values that share a key', async () => {
    const { log } = await run(['a1', 'ab1', 'b1', 'c1', 'a2'], { atOnce: 9 });
    const at = (line: string) => log.indexOf(line);
    expect(at('begin ab1')).toBeGreaterThan(at('end a1'));
    expect(at('begin b1')).toBeGreaterThan(at('end ab1'));
    expect(at('begin a2')).toBeGreaterThan(at('end ab1'));
    expect(at('begin c1')).toBeLessThan(at('end a1'));
  });

  it('begins nothing after a failure, and ends what was begun', async () => {
    const { log, outcome } = await run(['a1', 'b1', 'c1', 'd1', 'e1'], {
      atOnce: 2,
      failAt: 'a1',
    });
    expect(outcome).toBe('no a1');
    expect(log).toContain('end b1');
    expect(log).not.toContain('begin d1');
    expect(log).not.toContain('begin e1');
  });

  it('ends what was begun where the source fails', async () => {
    const { log, outcome } = await run(['a1', 'b1'], {
      atOnce: 9,
      failSource: true,
    });
    expect(outcome).toBe('no more');
    expect(log).toContain('end a1');
    expect(log).toContain('end b1');
  });

  it('has nothing to do for nothing', async () => {
    await expect(
      sideBySide(each(), { atOnce: 1, keysOf: () => [] }, soon),
    ).resolves.toBeUndefined();
  });
});
