import { showForecast, showProgress } from '../progress';
import { readProgress, readSubjects } from '../routes/progressRoutes';
import { toQuery } from './toQuery';
import type { Tool } from './tool';

/** Reading how far it is, and when it may end. */
export const progressTools: Tool[] = [
  {
    name: 'get-progress',
    title: 'Show the progress of each day',
    description:
      'What was counted each day: scope, stages, done, and why the scope changed. Days on which nobody counted are named in gaps.',
    parameters: {
      server: { type: 'text', description: 'Entity ref of one server' },
      wave: { type: 'text', description: 'One wave, not beside server' },
      from: { type: 'text', description: 'YYYY-MM-DD, inclusive' },
      to: { type: 'text', description: 'YYYY-MM-DD, inclusive' },
    },
    example: { from: '2026-01-01' },
    run: (estate, credentials, input) =>
      showProgress(estate, credentials, readProgress(toQuery(input))),
  },
  {
    name: 'get-forecast',
    title: 'Foretell when it ends',
    description:
      'Between which days everything, or each server and wave that is asked for, will be retired or retained: a range and never one date, or why it is too early to say.',
    parameters: {
      server: { type: 'texts', description: 'Entity refs of servers' },
      wave: { type: 'texts', description: 'Waves' },
    },
    limitedAs: 'forecast',
    example: {},
    run: (estate, credentials, input) =>
      showForecast(estate, credentials, readSubjects(toQuery(input))),
  },
];
