import { parseOsRelease } from './osRelease';

it.each([
  [
    'PRETTY_NAME="Ubuntu precise (12.04.5 LTS)"\nID=ubuntu',
    'Ubuntu precise (12.04.5 LTS)',
  ],
  [
    "NAME='Amazon Linux AMI'\nVERSION_ID=2018.03\r\n",
    'Amazon Linux AMI 2018.03',
  ],
  ['NAME="A \\"quoted\\" name"', 'A "quoted" name'],
  ['# nothing here\nnot a line', null],
])('%j is %s', (text, name) => {
  expect(parseOsRelease(text).name).toBe(name);
});
