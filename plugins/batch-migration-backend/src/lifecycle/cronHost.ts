// Only tests import this file, so it is no part of the package.
import type { World } from './testWorld';

const CRONTAB = 'var/spool/cron/crontabs/batch';
const COMMAND = 'cd /srv/news && bin/batch Digest';
const LINES = {
  on: `15 4 * * * ${COMMAND}`,
  off: `#15 4 * * * ${COMMAND}`,
  'an hour later': `15 5 * * * ${COMMAND}`,
  deleted: '',
};

/** What stands in a crontab about the job. */
export type Line = keyof typeof LINES;

/** A host with one cron job, and the Git that deploys its crontab. */
export function cronHost(world: World, host: string) {
  const log: string[] = [];
  let line: Line = 'on';
  const crontab = (text: Line) =>
    `# job: digest\n${LINES[text]}\n# job: other\n30 1 * * * /srv/other\n`;
  const write = (at: Date, message: string) =>
    log.push(`${at.toISOString().replace('Z', '+00:00')} ${host} ${message}`);
  write(world.now(), 'cron[811]: (CRON) INFO (pidfile fd = 3)');

  return {
    /** Somebody edits the crontab on the host, past Git. */
    edit(text: Line) {
      line = text;
    },

    /** Git and the host are changed as a deploy does it. */
    async deploy(text: Line) {
      line = text;
      await world.declare(host, { 'crontabs/batch': crontab(text) });
    },

    /** Cron started the line for a tick. */
    ran(tick: Date) {
      const pid = 1000 + log.length;
      const after = (seconds: number) =>
        new Date(tick.getTime() + seconds * 1000);
      write(after(1), `CRON[${pid}]: (batch) CMD (${COMMAND})`);
      write(after(200), `CRON[${pid - 1}]: (batch) END (${COMMAND})`);
    },

    /** The collector reads crontab and log. */
    async capture() {
      const now = world.now();
      write(now, 'sshd[1]: Accepted publickey for collector');
      await world.capture(host, {
        [CRONTAB]: crontab(line),
        'var/log/syslog': `${log.join('\n')}\n`,
      });
    },
  };
}
