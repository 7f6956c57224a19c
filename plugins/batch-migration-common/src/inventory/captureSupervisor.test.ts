import { captureJson, readCapture } from './testCapture';

const MAIN = 'etc/supervisor/supervisord.conf';
const CONF = 'etc/supervisor/conf.d/news.conf';
const INCLUDE =
  '[supervisord]\n[include]\nfiles = /etc/supervisor/conf.d/*.conf\n';
const PROGRAM = [
  '[program:news]',
  'command=/srv/bin/worker --shard=%(process_num)d ; the one',
  'numprocs=3',
  'user=app',
  'directory=/srv/app',
  'environment=DB_PASSWORD="hunter22,x",MODE=full',
  '',
].join('\n');
const PS = 'USER PID COMMAND\nroot 1 /usr/bin/python /usr/bin/supervisord -n\n';

const read = (texts: Record<string, string> = {}, yaml?: string) =>
  readCapture({ [MAIN]: INCLUDE, [CONF]: PROGRAM, ...texts }, { yaml });

describe('programs of supervisord', () => {
  it('are workers, their credentials hidden', () => {
    const { items, places } = read({
      'ps.txt': `${PS}app 7 /srv/bin/worker --shard=0\napp 8 /srv/bin/worker --shard=1\n`,
    });
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'resident',
        name: 'news',
        state: 'active',
        user: 'app',
        command: '/srv/bin/worker --shard=%(process_num)d',
        location: { ref: 'supervisor:default/bat000', key: 'news' },
        maskedSecrets: ['DB_PASSWORD'],
        where: `${CONF}, line 1`,
        detail: expect.objectContaining({
          copies: 3,
          processes: 2,
          workingDirectory: '/srv/app',
          environment: {
            DB_PASSWORD: '***MASKED:DB_PASSWORD***',
            MODE: 'full',
          },
        }),
      }),
    ]);
    expect(JSON.stringify(items)).not.toContain('hunter22');
    expect(places).toContainEqual({
      ref: 'supervisor:default/bat000',
      complete: true,
      reason: null,
    });
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ['nobody lists processes', {}, 'unknown', /which processes/],
    ['it runs under another name', { 'ps.txt': PS }, 'unknown', /another name/],
    [
      'no supervisord runs',
      { 'ps.txt': 'USER PID COMMAND\nroot 1 init\n' },
      'idle',
      /no supervisord/,
    ],
    [
      'it does not start by itself',
      { 'ps.txt': PS, [CONF]: `${PROGRAM}autostart=false\n` },
      'idle',
      /autostart/,
    ],
    [
      'supervisorctl calls it fatal',
      { 'supervisorctl.txt': 'news:news_00 FATAL Exited too quickly\n' },
      'idle',
      /FATAL/,
    ],
  ])('are not active where %s', (_, texts, state, reason) => {
    const [item] = read(texts).items;
    expect(item.state).toBe(state);
    expect(item.detail.reason).toMatch(reason);
  });

  it('are active where supervisorctl says so', () => {
    const [item] = read({
      'supervisorctl.txt':
        'news:news_00 RUNNING pid 7, uptime 1:00:00\nnews:news_01 RUNNING pid 8, uptime 1:00:00\nnews:news_02 FATAL x\n',
    }).items;
    expect(item).toMatchObject({ state: 'active', detail: { processes: 2 } });
  });

  it('leave their place open where an included folder was not read', () => {
    const { places } = read({
      'capture.json': captureJson({ read: [MAIN] }),
    });
    expect(places[0]).toMatchObject({
      complete: false,
      reason: expect.stringContaining('conf.d'),
    });
  });

  it('of files that are not included are none', () => {
    expect(
      read({ 'etc/supervisor/conf.d/old.conf.off': PROGRAM }).items,
    ).toHaveLength(1);
  });

  it('are not told twice where somebody described the worker', () => {
    const { items } = read(
      { 'ps.txt': `${PS}app 7 /srv/bin/worker --shard=0\n` },
      'roles:\n  - name: queue-worker\n    kind: resident\n    workloads: [{ name: n, process: bin/worker }]\n',
    );
    expect(items.map(({ name }) => name)).toEqual(['n']);
  });

  it.each([
    ['[program:x', 'section'],
    ['command', 'key=value'],
    ['  goes on', 'continues no setting'],
  ])('cannot be counted where %j is no line of supervisord', (line, words) => {
    const { places, issues } = read({ [CONF]: `[supervisord]\n\n${line}\n` });
    expect(places[0]).toMatchObject({ complete: false });
    expect(issues).toContainEqual(
      expect.objectContaining({
        path: CONF,
        line: 3,
        message: expect.stringContaining(words),
      }),
    );
  });
});
