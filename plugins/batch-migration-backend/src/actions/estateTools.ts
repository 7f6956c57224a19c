import { listServers, showDensity, showServer } from '../operations';
import { readDensity } from '../routes/densityRoutes';
import { readLimit, readOnce } from '../routes/query';
import { readServerRef } from '../routes/serverRoutes';
import { toQuery } from './toQuery';
import type { Tool } from './tool';

/** Reading servers, and when they work. */
export const estateTools: Tool[] = [
  {
    name: 'list-servers',
    title: 'List legacy servers',
    description:
      'Legacy servers with what is left on them, their facts, hard dates and dangers.',
    parameters: {
      limit: { type: 'number', description: '1 to 200, 50 by default' },
      cursor: { type: 'text', description: 'nextCursor of the page before' },
    },
    example: { limit: 20 },
    run: (estate, credentials, input) => {
      const query = toQuery(input);
      return listServers(estate, credentials, {
        limit: readLimit(query),
        after: readOnce(query, 'cursor'),
      });
    },
  },
  {
    name: 'get-server',
    title: 'Show a legacy server',
    description:
      'Whether a server can be shut down, and if not, what exactly keeps it alive.',
    parameters: {
      namespace: {
        type: 'text',
        description: 'Namespace of its entity, for example default',
        required: true,
      },
      name: {
        type: 'text',
        description: 'Name of its entity',
        required: true,
      },
    },
    example: { namespace: 'default', name: 'bat000' },
    run: (estate, credentials, { namespace, name }) =>
      showServer(
        estate,
        credentials,
        readServerRef({ namespace: String(namespace), name: String(name) }),
      ),
  },
  {
    name: 'get-schedule-density',
    title: 'Show when servers work',
    description:
      'Starts of jobs by bucket and by hour of the local week, with uses of on-demand tools, quiet windows, and where uses met running jobs.',
    parameters: {
      server: { type: 'texts', description: 'Entity refs of servers' },
      role: { type: 'texts', description: 'Entity refs of roles' },
      from: { type: 'text', description: 'ISO 8601 with offset, inclusive' },
      to: { type: 'text', description: 'ISO 8601 with offset, exclusive' },
      bucketMinutes: {
        type: 'number',
        description: '1 to 1440, 60 by default',
      },
      timezone: { type: 'text', description: 'IANA zone of the week' },
      frequent: {
        type: 'flag',
        description:
          'Counts jobs that run more often than every 30 minutes too',
      },
    },
    limitedAs: 'density',
    example: { server: ['resource:default/bat000'] },
    run: (estate, credentials, input) =>
      showDensity(estate, credentials, readDensity(toQuery(input))),
  },
];
