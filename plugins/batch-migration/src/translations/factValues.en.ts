/** Words for values of facts that AWS or a capture writes in words of its own, and for what ends a host. */
export const factValueMessages = {
  values: {
    current: 'current',
    previous: 'previous',
    paravirtual: 'paravirtual',
    noTls12: 'no TLS 1.2',
    noEvents: 'none',
    pending: 'pending',
    running: 'running',
    stopping: 'stopping',
    stopped: 'stopped',
    terminated: 'terminated',
  },
  effects: {
    'instance-retirement': 'instance-retirement of {{instance}}',
    'instance-stop': 'instance-stop of {{instance}}',
  },
} as const;
