import { ConfigReader } from '@backstage/config';
import { readRequirements } from './requirementsConfig';

const read = (...requirements: object[]) =>
  readRequirements(new ConfigReader({ batchMigration: { requirements } }));

const OWN = { id: 'pci', text: 'No card number in logs', check: 'link' };

it('is empty where nothing is configured', () => {
  expect(readRequirements(new ConfigReader({}))).toEqual([]);
});

it('reads requirements of an installation, in one language or two', () => {
  expect(
    read(OWN, {
      ...{ id: 'B13-fitness', text: 'Costs', textJa: '費用', check: 'probe' },
      roleTypes: ['tools'],
    }),
  ).toEqual([
    {
      id: 'pci',
      roleTypes: [],
      text: { en: OWN.text, ja: OWN.text },
      check: 'link',
    },
    {
      id: 'B13-fitness',
      roleTypes: ['tools'],
      text: { en: 'Costs', ja: '費用' },
      check: 'probe',
    },
  ]);
});

it.each<[string, object[], string]>([
  ['an id with a space', [{ ...OWN, id: 'a b' }], '[0].id must be'],
  ['no check', [{ ...OWN, check: 'hope' }], '[0].check must be one of probe'],
  ['the same id twice', [OWN, OWN], 'has the id pci twice'],
])('refuses %s', (_, requirements, message) => {
  expect(() => read(...requirements)).toThrow(
    `batchMigration.requirements${
      message.startsWith('[') ? '' : ' '
    }${message}`,
  );
});
