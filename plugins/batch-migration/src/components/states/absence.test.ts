import { ResponseError } from '@backstage/errors';
import { refusal } from '../../__testUtils__/refusal';
import { absenceOf, isMissing } from './absence';

/** Of Backstage or a gateway, for a plugin that is not there: without a body. */
const answer = (status: number) =>
  ResponseError.fromResponse({
    ok: false,
    status,
    statusText: 'said so',
    headers: new Headers(),
    text: async () => '',
  } as any);

it.each([
  ['a route that nobody has', answer(404), 'noBackend', false],
  ['a gateway', answer(502), 'unreachable', false],
  ['no such workload', refusal(404, 'no'), undefined, true],
  [
    'a backend that starts',
    refusal(503, 'no', { name: 'ServiceUnavailableError' }),
    undefined,
    false,
  ],
  ['a failure', refusal(500, 'no'), undefined, false],
  ['Chromium', new TypeError('Failed to fetch'), 'unreachable', false],
  ['Safari', new TypeError('Load failed'), 'unreachable', false],
  ['a mistake of ours', new TypeError('x is undefined'), undefined, false],
])('knows %s', async (_, error, absence, missing) => {
  expect(absenceOf(await error)).toBe(absence);
  expect(isMissing(await error)).toBe(missing);
});
