import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backTestTables } from './__testUtils__/tables';

jest.setTimeout(240_000);

const DOCUMENT = readFileSync(
  join(__dirname, '../../../../docs/forecast.md'),
  'utf8',
);

it('publishes the hit rates that come out', () => {
  const tables = backTestTables();
  for (const [name, table] of Object.entries(tables)) {
    // `npm run forecast:backtest -- --write` puts them there.
    expect(DOCUMENT).toContain(`<!-- ${name} -->\n\n${table}\n\n<!-- end -->`);
  }
});
