import type { SignalApi } from '@backstage/plugin-signals-react';
import { CHANGES_CHANNEL } from 'backstage-plugin-batch-migration-common';

/** Signals of a portal; a test says itself that something changed. */
export function mockSignals() {
  const listeners = new Set<() => void>();
  const api: SignalApi = {
    subscribe(channel, onMessage) {
      const listener = () => (onMessage as (message: unknown) => void)({});
      if (channel === CHANGES_CHANNEL) listeners.add(listener);
      return { unsubscribe: () => listeners.delete(listener) };
    },
  };
  return {
    api,
    listeners,
    say: () => listeners.forEach(listener => listener()),
  };
}
