/** Runs in a Node that reads the workspace's TypeScript; started by `corpus.mjs`. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { run, say } from '../report.mjs';
import { root } from '../toolchain.mjs';
import { compareWithIndex, compareWithKey } from './differences.mjs';
import { compareTimer, unitOf } from './timers.mjs';
import { readCorpus } from './folder.mjs';

const cron = path.join(root, 'plugins/batch-migration-common/src/cron');
const require = createRequire(import.meta.url);
const { parseCrontab, parseSystemdTimer } = require(path.join(
  cron,
  'index.ts',
));
const { compileVixie, fieldReader } = require(path.join(cron, 'vixie.ts'));

await run(async () => {
  const { entries, wrong } = readCorpus(process.argv[2]);
  const counts = {
    jobs: 0,
    explained: 0,
    unexplained: wrong.length,
    timers: 0,
  };
  wrong.forEach(line => say(`UNEXPLAINED  ${line}`));
  for (const entry of entries) reportFile(entry, counts);
  say(
    `${entries.length} files, ${counts.timers} of them systemd timers, ${counts.jobs} jobs; differences: ${counts.explained} explained, ${counts.unexplained} unexplained`,
  );
  process.exitCode = counts.unexplained === 0 ? 0 : 1;
});

function reportFile({ row, key, text }, counts) {
  say(`\n${row.file} (${row.kind})`);
  if (row.kind === 'systemd-timer') reportTimer({ row, key, text }, counts);
  else reportCrontab({ row, key, text }, counts);
}

function reportTimer({ row, key, text }, counts) {
  counts.timers += 1;
  const parsed = parseSystemdTimer(text, {
    unit: unitOf(row.file),
    timezone: 'UTC',
  });
  counts.jobs += parsed.job ? 1 : 0;
  say(
    `  jobs ${parsed.job ? 1 : 0}, starts ${
      parsed.job?.activates ?? 'nothing'
    }`,
  );
  for (const { scheduleSpec } of parsed.job?.triggers ?? []) {
    say(`  when ${scheduleSpec.expression}`);
  }
  reportIssues(parsed.issues);
  reportDifferences(compareTimer(parsed, text, row, key), counts);
}

function reportIssues(issues) {
  for (const { line, column, severity, code } of issues) {
    say(`  ${severity} ${code} at ${line}:${column}`);
  }
}

function reportDifferences(differences, counts) {
  for (const { what, explanation } of differences) {
    counts[explanation ? 'explained' : 'unexplained'] += 1;
    say(
      explanation
        ? `  explained    ${what}: ${explanation}`
        : `  UNEXPLAINED  ${what}`,
    );
  }
}

function reportCrontab({ row, key, text }, counts) {
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
  reportIssues(parsed.issues);
  const differences = compareWithIndex(parsed, row);
  if (key) {
    const { jobs } = parseCrontab(text, {
      dialect,
      cron: 'cronie',
      timezone: 'UTC',
    });
    differences.push(...compareWithKey(parsed, jobs, key, bothMustMatch));
  }
  reportDifferences(differences, counts);
}

function bothMustMatch(fields) {
  const result = compileVixie(fields.join(' '), fieldReader('debian'));
  return result.ok && result.schedule.bothDays;
}
