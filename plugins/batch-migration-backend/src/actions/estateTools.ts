import { SERVER_ORDERS } from 'backstage-plugin-batch-migration-common';
import { listCandidates } from '../candidates';
import {
  listServers,
  listSources,
  showDensity,
  showHead,
  showServer,
  showServerCost,
} from '../operations';
import { readCandidatesQuery } from '../routes/candidateRoutes';
import { readDensity } from '../routes/densityRoutes';
import { readLimit, readOnce } from '../routes/query';
import { readServerPage, readServerRef } from '../routes/serverRoutes';
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
      orderBy: {
        type: 'text',
        description: `One of ${SERVER_ORDERS.join(', ')}; ref by default`,
      },
    },
    example: { limit: 20, orderBy: 'urgency' },
    run: (estate, credentials, input) => {
      return listServers(estate, credentials, readServerPage(toQuery(input)));
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
    name: 'get-server-cost',
    title: 'Show what a server costs',
    description:
      'What a server costs a month, and what its workloads would cost on their targets, each with the source of its price; what has no price is unknown.',
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
    limitedAs: 'cost',
    run: (estate, credentials, { namespace, name }) =>
      showServerCost(
        estate,
        credentials,
        readServerRef({ namespace: String(namespace), name: String(name) }),
      ),
  },
  {
    name: 'list-sources',
    title: 'List sources',
    description:
      'Inventories, probes and logs with when each answered last, and what of them failed or is missing.',
    parameters: {
      limit: { type: 'number', description: '1 to 200, 50 by default' },
      cursor: { type: 'text', description: 'nextCursor of the page before' },
    },
    example: { limit: 20 },
    run: (estate, credentials, input) => {
      const query = toQuery(input);
      return listSources(estate, credentials, {
        limit: readLimit(query),
        after: readOnce(query, 'cursor'),
      });
    },
  },
  {
    name: 'list-target-candidates',
    title: 'List targets that were found',
    description:
      'What was found on the platforms, whether it is linked, and which workloads it may replace, with reasons and doubts.',
    parameters: {
      linked: { type: 'flag', description: 'Only linked ones, or only others' },
      dismissed: {
        type: 'flag',
        description: 'Only those that replace nothing, or only others',
      },
      text: { type: 'text', description: 'In name, place, command or tags' },
      workload: {
        type: 'text',
        description: 'Id of a workload that it may replace',
      },
      limit: { type: 'number', description: '1 to 200, 50 by default' },
      cursor: { type: 'text', description: 'nextCursor of the page before' },
    },
    example: { linked: false },
    run: (estate, credentials, input) =>
      listCandidates(estate, credentials, readCandidatesQuery(toQuery(input))),
  },
  {
    name: 'get-history-head',
    title: 'Show the head of the history',
    description:
      'Hash and number of the newest event, which commits to all before it.',
    parameters: {},
    example: {},
    run: (estate, credentials) => showHead(estate, credentials),
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
