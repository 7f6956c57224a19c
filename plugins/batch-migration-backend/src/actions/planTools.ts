import { requirementsOf } from 'backstage-plugin-batch-migration-common';
import { listExemptions, listWaves, showWave } from '../operations';
import { readStates } from '../routes/exemptionRoutes';
import { readInteger, readLimit, readOnce } from '../routes/query';
import { MAX_WAVES, readName } from '../routes/waveRoutes';
import { readId } from '../routes/workloadRoutes';
import { toQuery } from './toQuery';
import type { Tool } from './tool';

/** Reading what people decided beside single plans. */
export const planTools: Tool[] = [
  {
    name: 'list-waves',
    title: 'List waves',
    description:
      'Workloads that move together, with start, deadline, what is left and whether they will make it; nearest deadline first.',
    parameters: {
      limit: { type: 'number', description: '1 to 100, 50 by default' },
      cursor: { type: 'text', description: 'nextCursor of the page before' },
    },
    example: { limit: 10 },
    limitedAs: 'forecast',
    run: (estate, credentials, input) => {
      const query = toQuery(input);
      return listWaves(estate, credentials, {
        limit: readInteger(query, 'limit', { max: MAX_WAVES, otherwise: 50 }),
        cursor: readOnce(query, 'cursor'),
      });
    },
  },
  {
    name: 'get-wave',
    title: 'Show a wave',
    description: 'One wave, as list-waves tells it.',
    parameters: {
      name: { type: 'text', description: 'Name of the wave', required: true },
    },
    example: { name: 'spring' },
    limitedAs: 'forecast',
    run: (estate, credentials, { name }) =>
      showWave(estate, credentials, readName(String(name))),
  },
  {
    name: 'list-exemptions',
    title: 'List exemptions',
    description:
      'Who asked and who answers for workloads that stand still, why and until when; newest first.',
    parameters: {
      workload: { type: 'text', description: 'Id of one workload' },
      state: { type: 'texts', description: 'Only those in one of the states' },
      limit: { type: 'number', description: '1 to 200, 50 by default' },
      cursor: { type: 'text', description: 'nextCursor of the page before' },
    },
    example: { state: ['lapsed'] },
    run: (estate, credentials, input) => {
      const query = toQuery(input);
      const workload = readOnce(query, 'workload');
      return listExemptions(estate, credentials, {
        ...(workload !== undefined && { workloadId: readId(workload) }),
        states: readStates(query),
        limit: readLimit(query),
        cursor: readOnce(query, 'cursor'),
      });
    },
  },
  {
    name: 'list-requirements',
    title: 'List what plans may ask for',
    description:
      'What must be checked before a workload moves, by type of role; a library with what the installation adds.',
    parameters: {
      roleType: { type: 'text', description: 'For example queue-worker' },
    },
    example: { roleType: 'scheduled-jobs' },
    run: async ({ requirements }, _credentials, { roleType }) => ({
      items:
        roleType === undefined
          ? [...requirements]
          : requirementsOf(String(roleType), requirements),
    }),
  },
];
