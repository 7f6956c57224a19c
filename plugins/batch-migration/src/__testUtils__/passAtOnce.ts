import { act } from '@testing-library/react';

/**
 * Does something, and lets so many milliseconds pass for what it set off,
 * without waiting for them. Only timers of this moment are touched: all others
 * are real, and so is every promise.
 */
export function passAtOnce(action: () => void, milliseconds: number): void {
  jest.useFakeTimers({
    doNotFake: [
      ...(['Date', 'hrtime', 'nextTick', 'performance'] as const),
      ...(['queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
      ...(['setInterval', 'clearInterval'] as const),
      ...(['requestAnimationFrame', 'cancelAnimationFrame'] as const),
      ...(['requestIdleCallback', 'cancelIdleCallback'] as const),
    ],
  });
  try {
    action();
    act(() => {
      jest.advanceTimersByTime(milliseconds);
    });
  } finally {
    jest.useRealTimers();
  }
}
