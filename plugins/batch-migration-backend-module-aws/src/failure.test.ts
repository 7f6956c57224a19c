import { reasonOf } from './failure';

const failure = (name: string, more: object = {}) =>
  Object.assign(new Error('told by the service'), { name, ...more });

it.each([
  ['AccessDeniedException', /AWS refused sqs:X for here: allow it/],
  ['UnauthorizedOperation', /AWS refused/],
  ['InsufficientPrivilegesException', /AWS refused/], // Elastic Beanstalk
  ['ThrottlingException', /AWS throttled/],
  ['RequestThrottled', /AWS throttled/], // SQS
  ['ExpiredTokenException', /No valid credentials/],
  ['OptInRequired', /enable the region/],
  ['TimeoutError', /did not answer in time/],
  ['SomethingNew', /sqs:X failed for here/],
])('%s is %s', (name, reason) => {
  expect(reasonOf(failure(name), 'sqs:X', 'here')).toMatch(reason);
  expect(reasonOf(failure(name), 'sqs:X', 'here')).toContain('told by');
});

it('reads the code of a socket', () => {
  const error = failure('Error', { code: 'ECONNREFUSED' });
  expect(reasonOf(error, 'sqs:X', 'here')).toContain('check the network');
});
