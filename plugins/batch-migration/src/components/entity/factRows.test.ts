import { factRows } from './factRows';

const fact = (name: string, value: string | null, source: string) => ({
  name,
  value,
  source,
  observedAt: null,
});

it('says a fact once, with all who say so', () => {
  const facts = [
    fact('os', 'Ubuntu 12.04', 'a'),
    fact('region', 'ap-northeast-1', 'a'),
    fact('os', 'Ubuntu 12.04', 'b'),
  ];
  expect(factRows(facts)).toEqual([
    {
      name: 'os',
      values: [{ value: 'Ubuntu 12.04', said: [facts[0], facts[2]] }],
    },
    { name: 'region', values: [{ value: 'ap-northeast-1', said: [facts[1]] }] },
  ]);
});

it('keeps every value where sources disagree, also what one does not know', () => {
  const facts = [
    fact('tls', null, 'a'),
    fact('tls', 'no TLS 1.2', 'b'),
    fact('tls', 'TLS 1.0 only', 'c'),
  ];
  expect(factRows(facts)).toEqual([
    {
      name: 'tls',
      values: facts.map(said => ({ value: said.value, said: [said] })),
    },
  ]);
});
