import {
  WORKLOAD_FILTERS,
  WORKLOAD_ORDERS,
} from 'backstage-plugin-batch-migration-common';
import {
  listWorkloads,
  readableWorkload,
  showCanary,
  showRuns,
  showSummary,
  showWorkload,
} from '../operations';
import {
  readFilters,
  readInteger,
  readLimit,
  readOnce,
  readOrder,
} from '../routes/query';
import { readId } from '../routes/workloadRoutes';
import { toQuery } from './toQuery';
import type { Parameter, Tool } from './tool';

const FILTERS = Object.fromEntries(
  WORKLOAD_FILTERS.map((name): [string, Parameter] => [
    name,
    {
      type: 'texts',
      description: `Only workloads of any of these (${name}); filters are combined`,
    },
  ]),
);

const ID: Parameter = {
  type: 'text',
  description: 'Id of a workload, as list-workloads answers it',
  required: true,
};

const PAGE: Record<string, Parameter> = {
  limit: { type: 'number', description: '1 to 200, 50 by default' },
  cursor: { type: 'text', description: 'nextCursor of the page before' },
};

/** Reading workloads. */
export const workloadTools: Tool[] = [
  {
    name: 'get-summary',
    title: 'Summarise the migration',
    description:
      'Counts of workloads by stage, placement, strategy, owner, server and wave, with acute and pressing dangers and silent sources. Counts what the caller may not read too.',
    parameters: FILTERS,
    example: { server: ['resource:default/bat000'] },
    run: (estate, credentials, input) =>
      showSummary(estate, credentials, readFilters(toQuery(input))),
  },
  {
    name: 'list-workloads',
    title: 'List workloads',
    description:
      'Workloads of legacy servers, those in danger first: where they run, how far they have moved, and what stands between them and the next stage.',
    parameters: {
      ...FILTERS,
      ...PAGE,
      orderBy: {
        type: 'text',
        description: 'danger (default), name, server, stage or nextRun',
      },
    },
    example: { danger: ['acute'], limit: 10 },
    run: (estate, credentials, input) => {
      const query = toQuery(input);
      return listWorkloads(estate, credentials, {
        filters: readFilters(query),
        limit: readLimit(query),
        cursor: readOnce(query, 'cursor'),
        orderBy: readOrder(query, WORKLOAD_ORDERS),
      });
    },
  },
  {
    name: 'get-workload',
    title: 'Show a workload',
    description:
      'One workload in full: plan, locations with what was last seen there, assessment, schedule and its translation.',
    parameters: { id: ID },
    example: { id: '3f2a9c0d1e4b' },
    run: (estate, credentials, { id }) =>
      showWorkload(estate, credentials, readId(String(id))),
  },
  {
    name: 'get-canary',
    title: 'Show how far a service has moved by weights',
    description:
      'Which share of the requests goes to the target by its rule and by what was counted, whether the guardrails of the plan hold over the bake, and how to go back. Changes no weight.',
    parameters: { id: ID },
    example: { id: '3f2a9c0d1e4b' },
    limitedAs: 'canary',
    run: (estate, credentials, { id }) =>
      showCanary(estate, credentials, readId(String(id))),
  },
  {
    name: 'explain-workload',
    title: 'Say why a workload has its status',
    description:
      'Why: placement, stage, staleness, soak, blockers and dangers of a workload, and what each observation and run said on which they rest, where, when, by which source, and whether it still counts.',
    parameters: { id: ID },
    example: { id: '3f2a9c0d1e4b' },
    run: async (estate, credentials, { id }) => {
      const workload = await showWorkload(
        estate,
        credentials,
        readId(String(id)),
      );
      const { name, assessment, evidence } = workload;
      return { id: workload.id, name, assessment, evidence };
    },
  },
  {
    name: 'get-plan',
    title: 'Show the plan of a workload',
    description: 'What people decided about a workload, with its version.',
    parameters: { id: ID },
    example: { id: '3f2a9c0d1e4b' },
    run: async (estate, credentials, { id }) => {
      const workload = await readableWorkload(
        estate,
        credentials,
        readId(String(id)),
      );
      return estate.database.plans.get(workload.id);
    },
  },
  {
    name: 'get-runs',
    title: 'Show the runs of a workload',
    description:
      'What was due in the last days, what ran on either side, and the verdict of each due tick; of a job that runs very often what was due since `cutAt`.',
    parameters: {
      id: ID,
      days: { type: 'number', description: '1 to 90, 14 by default' },
    },
    example: { id: '3f2a9c0d1e4b', days: 7 },
    run: (estate, credentials, { id, days }) =>
      showRuns(
        estate,
        credentials,
        readId(String(id)),
        readInteger(toQuery({ days }), 'days', { max: 90, otherwise: 14 }),
      ),
  },
  {
    name: 'get-history',
    title: 'Show the history of a workload',
    description: 'Events of a workload, newest first.',
    parameters: { id: ID, ...PAGE },
    example: { id: '3f2a9c0d1e4b' },
    run: async (estate, credentials, { id, ...page }) => {
      const query = toQuery(page);
      const [limit, cursor] = [readLimit(query), readOnce(query, 'cursor')];
      const workload = await readableWorkload(
        estate,
        credentials,
        readId(String(id)),
      );
      return estate.database.history.list({
        workloadId: workload.id,
        limit,
        cursor,
      });
    },
  },
  {
    name: 'get-attestations',
    title: 'Show what people attested of a workload',
    description:
      'Attestations newest first, with author and expiry; those that have ended are shown too.',
    parameters: { id: ID, ...PAGE },
    example: { id: '3f2a9c0d1e4b' },
    run: async (estate, credentials, { id, ...page }) => {
      const query = toQuery(page);
      const [limit, cursor] = [readLimit(query), readOnce(query, 'cursor')];
      const workload = await readableWorkload(
        estate,
        credentials,
        readId(String(id)),
      );
      return estate.database.attestations.list({
        workloadId: workload.id,
        limit,
        cursor,
      });
    },
  },
];
