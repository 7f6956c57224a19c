import { maskCrontab } from 'backstage-plugin-batch-migration-common';
import { columnInText } from './maskedColumn';

it.each([
  ['0 25 * * * a', '25', '25'],
  ['0 6 * * * API_TOKEN=s3cr3t-v4lue fx $(date +%F)', '%', '%'],
  ['0 6 * * * run --password a --token b %', '%', '%'],
])('%s: finds %s again', (line, wanted, found) => {
  const [masked] = maskCrontab(line).lines;
  const column = columnInText(masked, masked.text.indexOf(wanted) + 1);
  expect(line.slice(column! - 1)).toMatch(
    new RegExp(`^${found.replace('%', '%')}`),
  );
});

it('does not guess between two secrets', () => {
  const [masked] = maskCrontab('0 6 * * * run --password a --token b').lines;
  expect(
    columnInText(masked, masked.text.indexOf('--token') + 1),
  ).toBeUndefined();
});
