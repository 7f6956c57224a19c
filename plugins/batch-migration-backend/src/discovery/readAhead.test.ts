import { readAhead } from './readAhead';

async function* count(to: number, log: string[], failAt?: number) {
  try {
    for (let n = 1; n <= to; n += 1) {
      if (n === failAt) throw new Error(`no ${n}`);
      log.push(`read ${n}`);
      yield n;
    }
  } finally {
    log.push('closed');
  }
}

describe('readAhead', () => {
  it('asks for the next value, and for no more, while one is worked on', async () => {
    const log: string[] = [];
    for await (const n of readAhead(count(4, log))) {
      await new Promise(resolve => setImmediate(resolve));
      log.push(`done ${n}`);
    }
    expect(log).toEqual([
      ...['read 1', 'read 2', 'done 1', 'read 3', 'done 2', 'read 4'],
      ...['done 3', 'closed', 'done 4'],
    ]);
  });

  it('tells of a failure after the values before it', async () => {
    const seen: number[] = [];
    const reading = (async () => {
      for await (const n of readAhead(count(3, [], 3))) {
        await new Promise(resolve => setImmediate(resolve));
        seen.push(n);
      }
    })();
    await expect(reading).rejects.toThrow('no 3');
    expect(seen).toEqual([1, 2]);
  });

  it('closes the source where nobody wants the rest', async () => {
    const log: string[] = [];
    for await (const n of readAhead(count(9, log))) if (n === 2) break;
    expect(log).toEqual(['read 1', 'read 2', 'read 3', 'closed']);
  });
});
