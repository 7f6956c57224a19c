/** A call used up its time. */
export class NoAnswerError extends Error {
  readonly name = 'NoAnswerError';

  constructor(timeoutMs: number) {
    super(`It gave no answer within ${timeoutMs / 1000} seconds`);
  }
}

/**
 * Runs a call that must end: the signal asks it to, and after `timeoutMs` it
 * is left behind even if it does not listen.
 *
 * @throws NoAnswerError that names the limit, or the reason of the outer signal.
 */
export async function withTimeout<T>(
  call: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  outer?: AbortSignal,
): Promise<T> {
  outer?.throwIfAborted();
  const controller = new AbortController();
  const end = () => controller.abort(outer?.reason);
  outer?.addEventListener('abort', end, { once: true });
  const timer = setTimeout(() => {
    controller.abort(new NoAnswerError(timeoutMs));
  }, timeoutMs);
  const { signal } = controller;
  const ended = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
  try {
    return await Promise.race([call(signal), ended]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', end);
  }
}
