import { sudoCommandsIn, usesThroughSudo } from './sudoUses';
import { captureJson, readCapture } from './testCapture';

const PATH = '/usr/local/bin/push';
const usesOf = (message: string, path = PATH) =>
  usesThroughSudo(
    sudoCommandsIn([{ at: 0, program: 'sudo', pid: null, message }]),
    path,
  ).map(({ by }) => by);

describe('a line of sudo', () => {
  it.each<[string, string[]]>([
    [
      `  mori : TTY=pts/0 ; PWD=/home/mori ; USER=root ; COMMAND=${PATH}`,
      ['mori'],
    ],
    [`mori : PWD=/ ; USER=app ; ENV=A=b ; COMMAND=${PATH} --all`, ['mori']],
    [`mori : TTY=pts/0 ; COMMAND=/bin/bash ${PATH} --all`, ['mori']],
    [`mori : TTY=pts/0 ; COMMAND=/usr/bin/ruby2.1 ${PATH}`, ['mori']],
    // It is edited or looked at, and not used.
    [`mori : TTY=pts/0 ; COMMAND=/usr/bin/vi ${PATH}`, []],
    [`mori : TTY=pts/0 ; COMMAND=${PATH}-other`, []],
    [`mori : command not allowed ; TTY=pts/0 ; COMMAND=${PATH}`, []],
    [`mori : 3 incorrect password attempts ; TTY=pts/0 ; COMMAND=${PATH}`, []],
    [`mori : user NOT in sudoers ; TTY=pts/0 ; COMMAND=${PATH}`, []],
    ['pam_unix(sudo:session): session opened for user root by mori', []],
    ['mori : TTY=pts/0 ; COMMAND=', []],
    ['', []],
  ])('%s', (message, users) => {
    expect(usesOf(message)).toEqual(users);
  });

  it('is of no tool whose path is not known', () => {
    expect(usesOf('mori : TTY=pts/0 ; COMMAND=push', 'push')).toEqual([]);
  });
});

describe('uses of tools', () => {
  const YAML = [
    'roles:',
    '  - name: tools',
    '    kind: on-demand',
    `    workloads: [{ name: push, command: '${PATH} --all' }]`,
  ].join('\n');
  const LOG = {
    'var/log/auth.log':
      `Feb 11 10:00:00 bat000 sudo:     mori : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=${PATH}\n` +
      `Feb 11 11:00:00 bat000 sudo:     sato : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=${PATH}\n`,
  };
  const told = (over: object = {}) => ({
    'capture.json': captureJson({
      tools: [{ name: 'push', path: PATH, startable: true, ...over }],
    }),
  });

  it('are told by the log of sudo, beside what the collector saw', () => {
    const { items, runs } = readCapture({ ...LOG, ...told() }, { yaml: YAML });
    expect(items).toMatchObject([
      {
        ...{ name: 'push', state: 'active' },
        detail: { lastUsedAt: '2026-02-11T02:00:00.000Z' },
      },
    ]);
    expect(runs?.map(({ externalId }) => externalId)).toEqual([
      'bat000:push:mori:2026-02-11T01:00:00.000Z',
      'bat000:push:sato:2026-02-11T02:00:00.000Z',
    ]);
  });

  it('that the collector told of too count once', () => {
    const uses = [{ at: '2026-02-11T10:00:00+09:00', by: 'mori', seconds: 90 }];
    const { runs } = readCapture({ ...LOG, ...told({ uses }) }, { yaml: YAML });
    expect(runs?.map(({ endedAt }) => endedAt)).toEqual([
      '2026-02-11T01:01:30.000Z',
      null,
    ]);
  });

  it('say nothing of whether it can be started', () => {
    const { items, runs, places } = readCapture(LOG, { yaml: YAML });
    expect(items).toMatchObject([
      { state: 'unknown', detail: { reason: expect.stringContaining('sudo') } },
    ]);
    expect(runs).toHaveLength(2);
    expect(places).toMatchObject([{ complete: false }]);
  });
});

describe('logins that sshd took', () => {
  const YAML =
    'roles:\n  - name: bastion\n    kind: on-demand\n    workloads: [{ name: ssh }]\n';
  const LOG = {
    'var/log/secure':
      'Feb 11 10:00:00 b sshd[7]: Accepted publickey for mori from 10.0.0.1 port 1 ssh2\n' +
      'Feb 11 10:00:01 b sshd[8]: Failed password for root from 10.0.0.2 port 1 ssh2\n',
  };

  it('are uses of a bastion where last does not tell', () => {
    const { runs } = readCapture(LOG, { yaml: YAML });
    expect(runs?.map(({ externalId }) => externalId)).toEqual([
      'bat000:ssh:mori:2026-02-11T01:00:00.000Z',
    ]);
  });

  it('are no more uses where it does', () => {
    const last =
      'mori pts/0 10.0.0.1 Wed Feb 11 10:00:02 2026 - Wed Feb 11 10:30:00 2026  (00:29)\n';
    const { runs } = readCapture({ ...LOG, 'last.txt': last }, { yaml: YAML });
    expect(runs).toHaveLength(1);
  });
});
