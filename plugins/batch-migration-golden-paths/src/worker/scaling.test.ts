import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOADS } from './__testUtils__/loads';
import { outcomes, scalingTables } from './__testUtils__/tables';

const rows = outcomes();
const of = (load: string, rule: RegExp, worker = /./) =>
  rows.find(
    row => row.load === load && rule.test(row.rule) && worker.test(row.worker),
  )!.outcome;

describe('scaling by backlog', () => {
  it.each(LOADS.map(({ name }) => name))(
    'begins nearly all messages in time under the load %s, and cuts none off',
    load => {
      const backlog = of(load, /backlog/);
      expect(backlog.inTime).toBeGreaterThan(0.95);
      expect(backlog.longestWait).toBeLessThan(10 * 60);
      expect(backlog.cutOff).toBe(0);
    },
  );

  it.each(LOADS.map(({ name }) => name))(
    'is in time more often than CPU under the load %s, for a worker that waits for others',
    load => {
      const cpu = of(load, /CPU/, /waits/);
      expect(of(load, /backlog/).inTime).toBeGreaterThan(cpu.inTime);
    },
  );

  it('stands at zero while there is nothing, which CPU cannot', () => {
    expect(of('zero', /backlog/).taskHours).toBeLessThan(
      of('zero', /CPU/).taskHours / 2,
    );
  });

  it('loses no message from its account', () => {
    for (const { outcome } of rows) {
      expect(outcome.messages).toBeGreaterThan(0);
      expect(outcome.left).toBeLessThanOrEqual(outcome.messages);
    }
  });
});

it('docs/scaling.md has the tables that this computes', () => {
  const document = readFileSync(
    join(__dirname, '../../../../docs/scaling.md'),
    'utf8',
  );
  for (const table of Object.values(scalingTables())) {
    expect(document).toContain(table);
  }
});
