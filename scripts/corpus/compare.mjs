/** Runs in a Node that reads the workspace's TypeScript; started by `corpus.mjs`. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { run, say } from '../report.mjs';
import { root } from '../toolchain.mjs';
import {
  compareJobs,
  compareWithIndex,
  compareWithKey,
} from './differences.mjs';
import { compareTimer, unitOf } from './timers.mjs';
import { readCorpus } from './folder.mjs';

const cron = path.join(root, 'plugins/batch-migration-common/src/cron');
const require = createRequire(import.meta.url);
const {
  guessDialect,
  parseCrontab,
  parseSidekiqSchedule,
  parseSystemdTimer,
} = require(path.join(cron, 'index.ts'));
const { compileVixie, fieldReader } = require(path.join(cron, 'vixie.ts'));

/** By the kind that the index names; a template is read as it stands. */
const DIALECTS = {
  'user-crontab': 'user',
  'system-crontab': 'system',
  'cron.d': 'system',
  'other-template': 'user',
};

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
  else if (row.kind.includes('sidekiq')) reportSidekiq({ row, text }, counts);
  else reportCrontab({ row, key, text }, counts);
}

function reportSidekiq({ row, text }, counts) {
  const { jobs, issues } = parseSidekiqSchedule(text, { timezone: 'UTC' });
  const enabled = jobs.filter(job => job.enabled).length;
  counts.jobs += enabled;
  say(`  jobs ${enabled}, switched off ${jobs.length - enabled}`);
  jobs.forEach(reportJob);
  reportIssues(issues);
  reportDifferences(compareJobs(enabled, row), counts);
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

function reportJob({ line, enabled, schedule, name }) {
  // Names come from files of others: a terminal must not obey them.
  const shown = name.replace(/[^\P{C}]/gu, '\uFFFD').slice(0, 60);
  say(`  job at ${line}: ${schedule}  ${shown}${enabled ? '' : ' (off)'}`);
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
  const dialect = DIALECTS[row.kind] ?? guessedDialect(row, text);
  const parsed = parseCrontab(text, { dialect, timezone: 'UTC' });
  const enabled = parsed.jobs.filter(job => job.enabled).length;
  counts.jobs += enabled;
  say(
    `  jobs ${enabled}, commented out ${
      parsed.jobs.length - enabled
    }, settings ${parsed.environment.length}`,
  );
  say(`  ${parsed.fileVerdict.reason ?? 'accepted'}`);
  parsed.jobs.forEach(reportJob);
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

function guessedDialect({ kind }, text) {
  const { dialect, certainty, reason } = guessDialect(text);
  say(
    `  the kind ${
      kind === '' ? 'is not given' : `${kind} is not known`
    }: read as a ${dialect} crontab (${certainty}). ${reason}`,
  );
  return dialect;
}

function bothMustMatch(fields) {
  const result = compileVixie(fields.join(' '), fieldReader('debian'));
  return result.ok && result.schedule.bothDays;
}
