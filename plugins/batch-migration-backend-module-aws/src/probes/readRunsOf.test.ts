import { mockServices } from '@backstage/backend-test-utils';
import type { ProbedRun } from 'backstage-plugin-batch-migration-node';
import { readRunsOf } from './readRunsOf';

/** Reads a thing `good`, fails with `denied`, and knows no `gone`. */
function read(...things: string[]) {
  const unread: string[] = [];
  const runs = readRunsOf(
    things,
    {
      action: 'states:ListExecutions',
      concurrentCalls: 2,
      logger: mockServices.logger.mock(),
      nameOf: thing => thing,
      locationsOf: thing => [
        { ref: 'scheduler:x', key: `${thing}-1` },
        { ref: 'scheduler:x', key: `${thing}-2` },
      ],
      isGone: name => name === 'gone',
      read: async thing => {
        if (thing === 'good') return [{ externalId: 'run' } as ProbedRun];
        throw Object.assign(new Error('no'), {
          name: thing === 'gone' ? 'gone' : 'AccessDeniedException',
        });
      },
    },
    { onUnread: ({ key }, reason) => unread.push(`${key}: ${reason}`) },
  );
  return { runs, unread };
}

it.each([
  [['good'], 1, []],
  [[], 0, []],
  // What is not there was read: it ran never.
  [['gone'], 0, []],
  [['good', 'gone'], 1, []],
  [['good', 'denied'], 1, ['denied-1', 'denied-2']],
  [['gone', 'denied'], 0, ['denied-1', 'denied-2']],
])(
  'of %j reads %d and tells what it could not',
  async (things, count, keys) => {
    const { runs, unread } = read(...things);
    expect(await runs).toHaveLength(count);
    expect(unread.map(text => text.split(':')[0])).toEqual(keys);
    for (const text of unread) {
      expect(text).toContain('AWS refused states:ListExecutions for denied');
    }
  },
);

it('throws where nothing could be read', async () => {
  await expect(read('denied', 'denied').runs).rejects.toThrow(
    'AWS refused states:ListExecutions for denied',
  );
});
