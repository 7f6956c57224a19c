/** What replicas and a database may suffer, and what people see of it: nothing. */
import assert from 'node:assert/strict';
import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  hostOf,
  writeCapture,
  writeEstate,
} from '../../scripts/bench/estateFiles.mjs';
import { startInstallation } from './installation.mjs';

const FULL = Boolean(process.env.BATCH_MIGRATION_TEST_FULL);
const SERVERS = FULL ? 800 : 80;
/** A replica that shows no life for a minute is dead, and the next one takes over. */
const TAKE_OVER_MS = 5 * 60_000;

describe('two replicas on one PostgreSQL', { timeout: 60 * 60_000 }, () => {
  let installation;
  let one;
  let other;

  before(async () => {
    installation = await startInstallation();
    await writeEstate(installation.estate, SERVERS);
    // One after the other: Backstage's own tables may be made only by one.
    one = await installation.startReplica('one');
    other = await installation.startReplica('other');
  });
  after(() => installation?.stop());

  const count = async (sql, values) =>
    Number((await installation.query(sql, values))[0].n);

  /** Every host is captured anew, with one more line that names the capture. */
  async function captureAll(job) {
    const capturedAt = new Date();
    for (let index = 0; index < SERVERS; index += 1) {
      await writeCapture(installation.estate, index, {
        capturedAt,
        more: `7 7 * * * /srv/batch/${job} ${hostOf(index)}\n`,
      });
    }
    return capturedAt.toISOString();
  }

  const takenOf = capturedAt =>
    count('select count(*) n from inventory_captures where captured_at = $1', [
      capturedAt,
    ]);

  async function untilTaken(capturedAt, atLeast) {
    for (;;) {
      const taken = await takenOf(capturedAt);
      if (taken >= atLeast) return taken;
      await sleep(10);
    }
  }

  /**
   * In one look at the database: hosts whose capture is there and its new line
   * is not, or the other way round, or whose line nobody saw.
   */
  const halves = (capturedAt, job) =>
    installation.query(
      `with taken as (
         select server_ref from inventory_captures where captured_at = $1
       ), imported as (
         select ws.server_ref
         from workloads w
         join workload_servers ws on ws.workload_id = w.id
         join workload_locations wl on wl.workload_id = w.id
         join observations o on o.location_id = wl.location_id
         where w.command like $2
       )
       (select server_ref from taken except select server_ref from imported)
       union all
       (select server_ref from imported except select server_ref from taken)`,
      [capturedAt, `%/${job} %`],
    );

  it('share the work and never do it twice', async () => {
    const job = 'captured-once-more';
    const capturedAt = await captureAll(job);
    const answers = await Promise.all(
      [one, other, one, other].map(({ call }) => call('POST', '/refresh')),
    );
    for (const { status, body } of answers) {
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(body.failures, []);
    }
    assert.equal(await takenOf(capturedAt), SERVERS);
    assert.deepEqual(await halves(capturedAt, job), []);
    // Once for what each host had at the start, and once for this.
    assert.equal(
      await count(`select count(*) n from history where type = 'imported'`),
      2 * SERVERS,
    );
    assert.equal(
      await count(
        `select count(*) n from (select location_id from observations
         group by location_id, observed_at having count(*) > 1) twice`,
      ),
      0,
    );
    const [here, there] = await Promise.all(
      [one, other].map(({ call }) => call('GET', '/summary')),
    );
    assert.ok(here.body.scope > 0);
    assert.equal(there.body.scope, here.body.scope);
  });

  it('lose nothing when one is killed within an import', async () => {
    const scope = (await other.call('GET', '/summary')).body.scope;
    const job = 'after-a-kill';
    const capturedAt = await captureAll(job);
    const broken = one.call('POST', '/refresh');
    const taken = await untilTaken(capturedAt, Math.ceil(SERVERS / 10));
    one.kill();
    assert.equal((await broken).status, 0);
    const left = await takenOf(capturedAt);
    assert.ok(
      left < SERVERS,
      `the import of ${SERVERS} had ended, ${taken} were seen before the kill`,
    );
    assert.deepEqual(await halves(capturedAt, job), []);

    // While nobody works on it the other one shows the last consistent state.
    const meanwhile = await other.call('GET', '/summary');
    assert.equal(meanwhile.status, 200);
    assert.ok(meanwhile.body.scope >= scope);
    assert.ok(meanwhile.body.scope <= scope + left);

    const finished = await Promise.race([
      other.call('POST', '/refresh'),
      sleep(TAKE_OVER_MS, { status: 'too late' }, { ref: false }),
    ]);
    assert.equal(finished.status, 200, JSON.stringify(finished.body));
    assert.deepEqual(finished.body.failures, []);
    assert.equal(await takenOf(capturedAt), SERVERS);
    assert.deepEqual(await halves(capturedAt, job), []);
    const summary = await other.call('GET', '/summary');
    assert.equal(summary.body.scope, scope + SERVERS);

    one = await installation.startReplica('one-again');
    assert.equal(
      (await one.call('GET', '/summary')).body.scope,
      scope + SERVERS,
    );
  });

  it('lose no event and show no half import when PostgreSQL crashes', async () => {
    const scope = (await other.call('GET', '/summary')).body.scope;
    const [{ ref, key }] = await installation.query(
      `select ref, key from locations where ref like 'crontab:%' order by id limit 1`,
    );
    const job = 'after-a-crash';
    const capturedAt = await captureAll(job);
    const load = keepSending({ ref, key });
    const refreshing = one.call('POST', '/refresh');
    await untilTaken(capturedAt, Math.ceil(SERVERS / 10));
    const before = load.sent();
    await installation.postgres.crash();
    assert.deepEqual(await halves(capturedAt, job), []);
    await refreshing;
    await sleep(1_000);
    const sent = await load.end();
    assert.ok(before > 0 && sent > before, `${before} of ${sent} events`);

    // What the crash broke off is done by the next round, on either replica.
    const deadline = Date.now() + TAKE_OVER_MS;
    let answer;
    do {
      answer = await other.call('POST', '/refresh');
    } while (answer.status !== 200 && Date.now() < deadline);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.deepEqual(answer.body.failures, []);
    assert.equal(await takenOf(capturedAt), SERVERS);
    assert.deepEqual(await halves(capturedAt, job), []);
    for (const { call } of [one, other]) {
      const { body } = await call('GET', '/summary');
      assert.equal(body.scope, scope + SERVERS);
    }

    while (eventsLeft() > 0 && Date.now() < deadline) await sleep(100);
    assert.equal(eventsLeft(), 0);
    const [runs] = await installation.query(
      `select count(*)::int n, count(distinct external_id)::int of
       from runs where source = 'spool'`,
    );
    assert.deepEqual(runs, { n: sent, of: sent });
  });

  /** Runs end all the time, whatever happens to those who listen. */
  function keepSending(startedBy) {
    let number = 0;
    let isOn = true;
    const sending = (async () => {
      while (isOn) {
        sendEvent(number, startedBy);
        number += 1;
        await sleep(5);
      }
    })();
    return {
      sent: () => number,
      async end() {
        isOn = false;
        await sending;
        return number;
      },
    };
  }

  function sendEvent(number, startedBy) {
    const at = new Date(Date.now() - 60 * 60_000 + number).toISOString();
    const file = path.join(installation.events, `${number}`);
    writeFileSync(
      `${file}.part`,
      JSON.stringify({
        startedBy,
        targetArns: [],
        sentAt: at,
        run: {
          externalId: `run-${number}`,
          startedAt: at,
          endedAt: at,
          outcome: 'succeeded',
        },
      }),
    );
    renameSync(`${file}.part`, `${file}.json`);
  }

  const eventsLeft = () => readdirSync(installation.events).length;
});
