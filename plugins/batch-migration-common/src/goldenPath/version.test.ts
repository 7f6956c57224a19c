import { compareVersions, parseGoldenPath } from './version';

it.each([
  ['1.0.0', '1.0.0', 0],
  ['1.9.0', '1.10.0', -1],
  ['2.0.0', '1.99.99', 1],
  ['1.0.1', '1.0.0', 1],
  ['1.0', '1.0.0', null],
  ['1.0.0-beta', '1.0.0', null],
  ['1.0.0', '', null],
])('%j against %j is %j', (one, other, expected) => {
  const order = compareVersions(one, other);
  expect(order === null ? null : Math.sign(order)).toBe(expected);
});

it.each([
  ['sqs-worker@1.2.0', { name: 'sqs-worker', version: '1.2.0' }],
  ['sqs-worker', null],
  ['sqs-worker@', null],
  ['sqs-worker@next', null],
  ['@1.0.0', null],
  ['<b>@1.0.0', null],
  [undefined, null],
])('reads %j', (annotation, expected) => {
  expect(parseGoldenPath(annotation)).toEqual(expected);
});
