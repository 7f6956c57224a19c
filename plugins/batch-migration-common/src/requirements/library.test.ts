import { ROLE_TYPES } from '../workload/model';
import {
  REQUIREMENTS,
  requirementLibrary,
  requirementsOf,
  toRequirement,
} from './library';

const ids = (templates: Array<{ id: string }>) => templates.map(({ id }) => id);

it('has something of each of the thirteen groups', () => {
  const groups = new Set(REQUIREMENTS.map(({ id }) => id.split('-')[0]));
  expect([...groups].sort()).toEqual(
    Array.from({ length: 13 }, (_, n) => `B${String(n + 1).padStart(2, '0')}`),
  );
});

it('names each requirement once, for roles that there are', () => {
  expect(new Set(ids([...REQUIREMENTS])).size).toBe(REQUIREMENTS.length);
  const types = REQUIREMENTS.flatMap(({ roleTypes }) => roleTypes);
  expect(types.filter(type => !ROLE_TYPES.includes(type as never))).toEqual([]);
});

it.each([
  ['db-migration', ['B01-pipeline', 'B01-result', 'B13-fitness']],
  ['asset-sync', ['B13-fitness']],
  ['of-our-own', ['B13-fitness']],
])('proposes for %s', (type, expected) => {
  expect(ids(requirementsOf(type, REQUIREMENTS))).toEqual(expected);
});

it('asks of a bastion whether it is needed, and who approved', () => {
  expect(ids(requirementsOf('bastion', REQUIREMENTS))).toEqual(
    expect.arrayContaining(['B04-needed', 'B04-approval', 'B03-enqueued']),
  );
});

it('takes those of an installation, also in place of its own', () => {
  const text = { en: 'Ours', ja: '自社' };
  const library = requirementLibrary([
    { id: 'B13-fitness', roleTypes: [], text, check: 'attestation' },
    { id: 'pci', roleTypes: ['web-service'], text, check: 'link' },
  ]);
  expect(library).toHaveLength(REQUIREMENTS.length + 1);
  expect(ids(requirementsOf('web-service', library)).slice(-2)).toEqual([
    'B13-fitness',
    'pci',
  ]);
  expect(toRequirement(library.at(-1)!, 'ja')).toEqual({
    id: 'pci',
    text: '自社',
    check: 'link',
  });
});
