import type { ObservedState } from '../workload/model';
import { billedInstanceTypes, regionOf } from './instances';

const instance = (key: string, state: ObservedState = 'active') => ({
  ref: 'ec2:111122223333/ap-northeast-1',
  ...{ key, state },
});

it.each<[string, ReturnType<typeof instance>[], string | null, unknown]>([
  [
    'one type',
    [instance('i-1'), instance('i-2')],
    'c3.xlarge',
    ['c3.xlarge', 'c3.xlarge'],
  ],
  [
    'types of a group',
    [instance('i-1'), instance('i-2'), instance('i-3')],
    'c4.xlarge (i-1); c5.xlarge (i-2, i-3)',
    ['c4.xlarge', 'c5.xlarge', 'c5.xlarge'],
  ],
  ['one that no type names', [instance('i-9')], 'c4.xlarge (i-1)', [null]],
  [
    'what is stopped or gone',
    [instance('i-1', 'idle'), instance('i-2', 'absent')],
    'c3.xlarge',
    [],
  ],
  ['one that nobody saw', [instance('i-1', 'unknown')], 'c3.xlarge', [null]],
  ['no type', [instance('i-1')], null, [null]],
  ['a text that is no type', [instance('i-1')], 'large; (', [null]],
  ['no instance', [], 'c3.xlarge', null],
])('reads %s', (_, instances, fact, expected) => {
  expect(billedInstanceTypes(instances, fact)).toEqual(expected);
});

it.each([
  ['ec2:111122223333/ap-northeast-1', 'ap-northeast-1'],
  ['scheduler:111122223333/us-gov-west-1/news', 'us-gov-west-1'],
  ['k8s-cronjob:prod/batch', null],
  ['crontab:default/bat000/etc/crontab', null],
  ['ec2:1/eu-west-1', null],
])('tells the region of %s', (ref, region) => {
  expect(regionOf(ref)).toBe(region);
});
