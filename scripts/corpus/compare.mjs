/** Runs in a Node that reads the workspace's TypeScript; started by `corpus.mjs`. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { run, say } from '../report.mjs';
import { root } from '../toolchain.mjs';
import { compareWithIndex, compareWithKey } from './differences.mjs';
import { readCorpus } from './folder.mjs';

const cron = path.join(root, 'plugins/batch-migration-common/src/cron');
const require = createRequire(import.meta.url);
const { parseCrontab } = require(path.join(cron, 'index.ts'));
const { compileVixie, fieldReader } = require(path.join(cron, 'vixie.ts'));

await run(async () => {
  const { entries, wrong } = readCorpus(process.argv[2]);
  const counts = {
    jobs: 0,
    explained: 0,
    unexplained: wrong.length,
    unread: 0,
  };
  wrong.forEach(line => say(`UNEXPLAINED  ${line}`));
  for (const entry of entries) reportFile(entry, counts);
  say(
    `${entries.length} files, ${counts.unread} of them not crontabs, ${counts.jobs} jobs; differences: ${counts.explained} explained, ${counts.unexplained} unexplained`,
  );
  process.exitCode = counts.unexplained === 0 ? 0 : 1;
});

function reportFile({ row, key, text }, counts) {
  say(`\n${row.file} (${row.kind})`);
  if (row.kind === 'systemd-timer') {
    say('  not read: a systemd timer is no crontab');
    counts.unread += 1;
    return;
  }
  const dialect =
    row.kind === 'cron.d' || row.kind === 'system-crontab' ? 'system' : 'user';
  const parsed = parseCrontab(text, { dialect, timezone: 'UTC' });
  const enabled = parsed.jobs.filter(job => job.enabled).length;
  counts.jobs += enabled;
  say(
    `  jobs ${enabled}, commented out ${
      parsed.jobs.length - enabled
    }, settings ${parsed.environment.length}`,
  );
  say(`  ${parsed.fileVerdict.reason ?? 'accepted'}`);
  for (const { line, column, severity, code } of parsed.issues) {
    say(`  ${severity} ${code} at ${line}:${column}`);
  }
  const differences = compareWithIndex(parsed, row);
  if (key) {
    const { jobs } = parseCrontab(text, {
      dialect,
      cron: 'cronie',
      timezone: 'UTC',
    });
    differences.push(...compareWithKey(parsed, jobs, key, bothMustMatch));
  }
  for (const { what, explanation } of differences) {
    counts[explanation ? 'explained' : 'unexplained'] += 1;
    say(
      explanation
        ? `  explained    ${what}: ${explanation}`
        : `  UNEXPLAINED  ${what}`,
    );
  }
}

function bothMustMatch(fields) {
  const result = compileVixie(fields.join(' '), fieldReader('debian'));
  return result.ok && result.schedule.bothDays;
}
