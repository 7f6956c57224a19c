/**
 * The same values, each asked for while the one before is worked on: a host is
 * read while the database stores another. No more than one waits in memory.
 */
export async function* readAhead<T>(
  values: AsyncIterable<T>,
): AsyncIterable<T> {
  const iterator = values[Symbol.asyncIterator]();
  let coming = iterator.next();
  try {
    for (;;) {
      const { done, value } = await coming;
      if (done) return;
      coming = iterator.next();
      // Its failure is met when its turn comes, and is no unhandled one until then.
      coming.catch(() => {});
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
