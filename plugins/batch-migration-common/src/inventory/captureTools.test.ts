import { captureJson, readCapture } from './testCapture';

const BASTION =
  'roles:\n  - name: bastion\n    kind: on-demand\n    workloads: [{ name: ssh }]\n';
const LAST =
  'alice pts/0 10.0.0.1 Mon Feb  9 10:00:00 2026 - Mon Feb  9 10:30:00 2026  (00:30)\n';
const SSHD = 'USER PID COMMAND\nroot 1 /usr/sbin/sshd -D\n';

describe('logins on a bastion', () => {
  it('are uses of it: who, when, how long', () => {
    const { items, runs } = readCapture(
      { 'last.txt': LAST, 'ps.txt': SSHD },
      { yaml: BASTION },
    );
    expect(items).toEqual([
      expect.objectContaining({
        name: 'ssh',
        state: 'active',
        detail: expect.objectContaining({
          lastUsedAt: '2026-02-09T01:00:00.000Z',
        }),
      }),
    ]);
    expect(runs).toEqual([
      {
        location: items[0].location,
        scheduledFor: null,
        startedAt: '2026-02-09T01:00:00.000Z',
        endedAt: '2026-02-09T01:30:00.000Z',
        outcome: 'unknown',
        externalId: 'bat000:ssh:alice:2026-02-09T01:00:00.000Z',
      },
    ]);
  });

  it('do not say that it takes new ones', () => {
    const { items } = readCapture({ 'last.txt': LAST }, { yaml: BASTION });
    expect(items[0]).toMatchObject({
      state: 'unknown',
      detail: { reason: expect.stringContaining('sshd') },
    });
  });

  it('add to what the collector told of it, which alone says whether it starts', () => {
    const { items, runs } = readCapture(
      {
        'last.txt': LAST,
        'capture.json': captureJson({
          tools: [{ name: 'ssh', path: '/usr/sbin/sshd', startable: false }],
        }),
      },
      { yaml: BASTION },
    );
    expect(items[0]).toMatchObject({
      state: 'idle',
      detail: { lastUsedAt: '2026-02-09T01:00:00.000Z' },
    });
    expect(runs).toHaveLength(1);
  });

  it('are no uses of another tool', () => {
    const { items, runs } = readCapture(
      { 'last.txt': LAST, 'ps.txt': SSHD },
      { yaml: BASTION.replace('name: bastion', 'name: tools') },
    );
    expect([items, runs]).toEqual([[], undefined]);
  });

  it('of which only lastlog tells are no uses, but the last one is known', () => {
    const { items, runs } = readCapture(
      {
        'lastlog.txt': 'alice pts/0 h Mon Feb  9 10:00:00 +0900 2026\n',
        'ps.txt': SSHD,
      },
      { yaml: BASTION },
    );
    expect(items[0].detail.lastUsedAt).toBe('2026-02-09T01:00:00.000Z');
    expect(runs).toBeUndefined();
  });
});
