/**
 * Works on some values at the same time, while the database is waited for. A
 * value waits for the ones before it that share a key with it, so that what
 * belongs together is done in its order. Ends when all that was begun has.
 *
 * @throws what the first work threw that failed; nothing is begun after it
 */
export async function sideBySide<T>(
  values: AsyncIterable<T> | Iterable<T>,
  options: { atOnce: number; keysOf: (value: T) => Iterable<string> },
  work: (value: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const last = new Map<string, Promise<void>>();
  const failures: unknown[] = [];

  const begin = (value: T) => {
    const keys = [...options.keysOf(value)];
    const before = keys.flatMap(key => last.get(key) ?? []);
    const turn: Promise<void> = Promise.all(before)
      .then(() => (failures.length === 0 ? work(value) : undefined))
      .catch(error => {
        failures.push(error);
      })
      .then(() => {
        running.delete(turn);
        for (const key of keys) if (last.get(key) === turn) last.delete(key);
      });
    running.add(turn);
    for (const key of keys) last.set(key, turn);
  };

  try {
    for await (const value of values) {
      if (failures.length > 0) break;
      begin(value);
      if (running.size >= options.atOnce) await Promise.race(running);
    }
  } finally {
    await Promise.all(running);
  }
  if (failures.length > 0) throw failures[0];
}
