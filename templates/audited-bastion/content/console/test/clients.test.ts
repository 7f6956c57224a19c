import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { BastionWorld } from '../../functions/test/bastion-world';
import { NO_MARIADB, startMariadb } from '../../people/test/mariadb';
import { NO_POSTGRESQL, type Server, startPostgresql } from '../../people/test/postgresql';
import { compareRecords } from '../../session/compare';
import { Terminal, without, writtenAt } from './terminal';

/** Clients of databases that a person starts in the watched shell, with a real server. */
let terminal: Terminal;
let server: Server;
afterEach(() => terminal?.close());

async function shell(): Promise<void> {
  // As wide as a person's, and without a pager, which would wait for a key.
  terminal = new Terminal(folder => `stty cols 200 rows 50; ${join(folder, 'shell')}`, { TERM: 'xterm', PAGER: 'cat' });
  await terminal.until(() => terminal.lines().some(({ type }) => type === 'start'), 'the start');
}

/** Types lines, each once the one before shows what it waits for. */
async function typeEach(steps: Array<[line: string, then: RegExp]>): Promise<void> {
  for (const [line, then] of steps) {
    const before = terminal.shown.length;
    terminal.type(line);
    await terminal.until(() => then.test(terminal.shown.slice(before).replace(line, '')), `${then} after ${line}`);
  }
}

const told = (tool: string) => terminal.lines().filter(line => line.tool === tool && line.type === 'command').map(({ text }) => text.trim());

/** The hook and the transcript of the same session. */
const compared = () => compareRecords({ hook: terminal.commands(), transcripts: new Map([['exec-1', terminal.shown]]) });

describe('psql', { skip: without('psql') || NO_POSTGRESQL }, () => {
  before(async () => void (server = await startPostgresql()));
  after(() => server.stop());

  test('what is typed into psql, which a bash started, is in the log: whole statements, also what fails, and no results', async () => {
    await shell();
    await typeEach([
      [`psql '${server.url}'`, /postgres=# $/],
      ['create table customers (id int, note text);', /CREATE TABLE[^]*postgres=# $/],
      ["insert into customers values (1, 'a result');", /INSERT 0 1[^]*postgres=# $/],
      ['delete from customers', /postgres-# $/],
      ['where id = 7;', /DELETE 0[^]*postgres=# $/],
      ['select note from customers;', /a result[^]*postgres=# $/],
      ['drop table nowhere;', /does not exist[^]*postgres=# $/],
      ['\\q', /bastion:.*# $/],
    ]);
    await terminal.until(() => terminal.lines().some(({ tool, type }) => tool === 'psql' && type === 'end'), 'the end of psql');
    assert.deepEqual(told('psql'), [
      'create table customers (id int, note text);', "insert into customers values (1, 'a result');", 'delete from customers\nwhere id = 7;', 'select note from customers;', 'drop table nowhere;',
    ]);
    assert.deepEqual(told('bash'), [`psql '${server.url}'`]);
    const { onlyTranscript, onlyHook, doubtful } = compared();
    assert.deepEqual({ onlyTranscript, onlyHook, doubtful }, { onlyTranscript: [], onlyHook: [], doubtful: [] });
  });

  test('a statement in the command line, and one from standard input, are in the log twice: as typed, and as sent', async () => {
    await shell();
    await typeEach([
      [`psql '${server.url}' -c 'select 41 + 1'`, /42[^]*bastion:.*# $/],
      [`echo 'select 6 * 7' | psql '${server.url}'`, /42[^]*bastion:.*# $/],
    ]);
    await terminal.until(() => told('psql').length === 2, 'both');
    assert.deepEqual(told('psql'), ['select 41 + 1', 'select 6 * 7']);
  });

  test('ATTACK: psql by its full path: the command line, the keeper and the transcript tell that its wrapper did not see it', async () => {
    const world = await new BastionWorld().start();
    const keeper = new Terminal(folder => join(folder, 'keeper'), { BASTION_BEAT_SECONDS: '1' });
    try {
      await shell();
      world.now = new Date();
      const session = await world.asks();
      const [task] = Object.keys(session.tasks);
      const real = realOf('psql');
      await typeEach([[`${real} '${server.url}'`, /postgres=# $/], ['delete from pg_class where oid = 0;', /DELETE 0[^]*postgres=# $/]]);
      assert.deepEqual([told('psql'), told('bash')], [[], [`${real} '${server.url}'`]]);

      const beats = () => keeper.lines().filter(({ type }) => type === 'heartbeat');
      const unannounced = () => beats().at(-1)?.terminals.filter(each => each.endsWith(' psql')) ?? [];
      const begun = beats().length;
      await keeper.until(() => beats().length >= begun + 3 && unannounced().length > 0, 'beats with psql');
      world.now = new Date();
      await world.writes(task, [...keeper.log(), ...terminal.log()], writtenAt);
      await world.sweep();
      await world.settle();
      const thread = await world.thread(session.id);
      assert.ok(thread.some(text => text.includes('Dangerous command') && text.includes('left-the-watch') && text.includes(real)), thread.join('\n'));
      assert.ok(thread.some(text => text.includes('without the hook') && unannounced().some(each => text.includes(each))), thread.join('\n'));

      await typeEach([['\\q', /bastion:.*# $/]]);
      assert.ok(compared().onlyTranscript.includes('delete from pg_class where oid = 0;'));
    } finally {
      await keeper.close();
      await world.stop();
    }
  });
});

for (const client of ['mariadb', 'mysql']) {
  describe(client, { skip: without(client) || NO_MARIADB }, () => {
    before(async () => void (server = await startMariadb()));
    after(() => server.stop());

    test(`what is typed into ${client}, which a bash started, is in the log: whole statements, also what fails, and no results`, async () => {
      await shell();
      const socket = decodeURIComponent(new URL(server.url).searchParams.get('socketPath')!);
      await typeEach([
        [`${client} -uroot --socket=${socket} mysql`, /bastion-sql> $/],
        ["select 'a result';", /1 row[^]*bastion-sql> $/],
        ['delete from user', /-> $/],
        ["where user = 'nobody-at-all';", /bastion-sql> $/],
        ['drop table nowhere;', /ERROR 1051[^]*bastion-sql> $/],
        ['exit', /bastion:.*# $/],
      ]);
      await terminal.until(() => terminal.lines().some(({ tool, type }) => tool === 'mysql' && type === 'end'), `the end of ${client}`);
      const statements = told('mysql').filter(text => text !== 'exit');
      assert.deepEqual(statements, ["select 'a result';", "delete from user\nwhere user = 'nobody-at-all';", 'drop table nowhere;']);
      assert.ok(!terminal.log().some(line => line.includes('1 row')));
    });
  });
}

/** As the image has it, behind the wrapper. */
function realOf(name: string): string {
  return (process.env.PATH ?? '').split(':').map(folder => join(folder, name)).find(path => existsSync(path))!;
}
