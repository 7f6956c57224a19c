/** An estate of the size that has to be carried, in files as they are stored. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const CRONTABS = ['batch', 'deploy', 'report'];
const JOBS_PER_CRONTAB = 15;
const TOOLS = 2;
const WORKERS = 3;
const TEAMS = 40;

export const ROLES_PER_SERVER = CRONTABS.length + 2;
export const WORKLOADS_PER_SERVER =
  CRONTABS.length * JOBS_PER_CRONTAB + TOOLS + WORKERS;

const DAY_MS = 24 * 60 * 60 * 1000;

export const hostOf = index => `host${String(index).padStart(4, '0')}`;

/**
 * Writes `declared/` and `captured/` for so many servers: each has three
 * crontabs, tools, and processes; one line of forty differs from Git.
 */
export async function writeEstate(folder, servers) {
  const capturedAt = new Date(Date.now() - DAY_MS);
  for (let index = 0; index < servers; index += 1) {
    const host = hostOf(index);
    const declared = path.join(folder, 'declared', host);
    await writeFiles(declared, [
      ['server.yaml', serverYaml(index)],
      ...CRONTABS.map(user => [`crontabs/${user}`, crontab(index, user, true)]),
    ]);
    await writeCapture(folder, index, { capturedAt });
  }
}

/** What a collector copied from one host; `more` is one more line of its first crontab. */
export async function writeCapture(folder, index, { capturedAt, more = '' }) {
  const host = hostOf(index);
  const name = capturedAt.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  await writeFiles(path.join(folder, 'captured', host, name), [
    ['capture.json', captureJson(host, capturedAt)],
    ['etc/os-release', 'ID=ubuntu\nVERSION_ID="14.04"\n'],
    ['ps.txt', processes()],
    ...CRONTABS.map((user, at) => [
      `var/spool/cron/crontabs/${user}`,
      crontab(index, user, false) + (at === 0 ? more : ''),
    ]),
  ]);
}

async function writeFiles(folder, files) {
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

function serverYaml(index) {
  const host = hostOf(index);
  const team = offset => `group:default/team-${(index + offset) % TEAMS}`;
  return `ref: resource:default/${host}
title: ${host}
description: Host number ${index} of a measured estate
owner: ${team(0)}
timezone: Asia/Tokyo
cron: { flavour: debian, version: '3.0pl1-124ubuntu2' }
instances:
  - { ref: 'ec2:111122223333/ap-northeast-1', key: i-${String(index).padStart(
    17,
    '0',
  )} }
facts:
  - { name: os, value: 'Ubuntu 14.04.5 LTS', source: server list }
  - { name: instance-type, value: m3.large, source: server list }
roles:
${CRONTABS.map(
  (user, at) => `  - name: ${user}
    title: Jobs of ${user} on ${host}
    type: scheduled-jobs
    kind: scheduled
    owner: ${team(at)}
    crontabs: [user/${user}]`,
).join('\n')}
  - name: tools
    kind: on-demand
    workloads:
${numbers(TOOLS)
  .map(n => `      - { name: tool-${n}, command: /opt/tools/bin/tool-${n} }`)
  .join('\n')}
  - name: workers
    type: queue-worker
    kind: resident
    workloads:
${numbers(WORKERS)
  .map(n => `      - { name: worker-${n}, process: bin/worker queue-${n} }`)
  .join('\n')}
`;
}

function crontab(index, user, isDeclared) {
  const lines = numbers(JOBS_PER_CRONTAB).map(n => {
    const at = index * JOBS_PER_CRONTAB + n;
    // What somebody changed on the host and not in Git.
    const minute = (at * 7 + (at % 40 === 0 && isDeclared ? 1 : 0)) % 60;
    const schedule = [
      `${minute} ${at % 24} * * *`,
      `${minute} * * * *`,
      `*/${5 + (at % 11)} * * * *`,
      `${minute} ${at % 24} * * ${at % 7}`,
      `${minute} ${at % 24} 1 * *`,
    ][n % 5];
    return `# ${user} ${n}: keeps things of ${hostOf(index)} in order
${schedule} cd /srv/${user} && bundle exec rake ${hostOf(
      index,
    )}:${user}:task-${n} >> /var/log/${user}-${n}.log 2>&1`;
  });
  return `MAILTO=""\nRAILS_ENV=production\n${lines.join('\n')}\n`;
}

function captureJson(host, capturedAt) {
  return JSON.stringify({
    host,
    capturedAt: capturedAt.toISOString(),
    collector: 'bench',
    cron: { flavour: 'debian', version: '3.0pl1-124ubuntu2', running: true },
    timezone: 'Asia/Tokyo',
    read: ['var/spool/cron', 'etc/crontab', 'etc/cron.d', 'ps.txt', 'tools'],
    notRead: [],
    facts: [],
    tools: numbers(TOOLS).map(n => ({
      name: `tool-${n}`,
      path: `/opt/tools/bin/tool-${n}`,
      startable: true,
    })),
  });
}

function processes() {
  const workers = numbers(WORKERS).map(
    n => `app       ${3000 + n} ruby bin/worker queue-${n}`,
  );
  return `USER       PID COMMAND\nroot         1 /sbin/init\n${workers.join(
    '\n',
  )}\n`;
}

function numbers(count) {
  return Array.from({ length: count }, (_, n) => n);
}
