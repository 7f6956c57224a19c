/**
 * Prints, as Markdown, what the schedules.yaml of the working folder changes
 * in the starts of the coming 30 days:
 *
 *   npm run schedules:diff -- <file or git revision before the change>
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readConfig } from '../config';
import { scheduleDifference } from '../schedules/difference';
import type { Job } from '../schedules/job';
import { parseSchedules, ScheduleFileError } from '../schedules/read';

const FILE = 'schedules.yaml';

const [base, ...more] = process.argv.slice(2);
if (base === undefined || base.startsWith('-') || more.length > 0) {
  console.error('Usage: npm run schedules:diff -- <file or git revision before the change>');
  process.exit(2);
}

const before = read(`${FILE} before the change`, textBefore(base));
const after = read(FILE, readFileSync(FILE, 'utf8'));
if (before && after) {
  const now = new Date();
  now.setUTCSeconds(0, 0);
  console.log(scheduleDifference(before, after, now));
}

/** The file before the change; `null` where there was none. */
function textBefore(fileOrRevision: string): string | null {
  if (existsSync(fileOrRevision)) return readFileSync(fileOrRevision, 'utf8');
  // Fails on a revision that does not exist, and lists nothing where only the file is missing.
  const listed = execFileSync('git', ['ls-tree', '--name-only', fileOrRevision, FILE], { encoding: 'utf8' });
  return listed.trim() === '' ? null : execFileSync('git', ['show', `${fileOrRevision}:${FILE}`], { encoding: 'utf8' });
}

/** The jobs, or `null` after the mistakes were printed: who reviews the change must see them. */
function read(what: string, text: string | null): Job[] | null {
  if (text === null) return [];
  try {
    return parseSchedules(text, readConfig().name);
  } catch (error) {
    if (!(error instanceof ScheduleFileError)) throw error;
    // The file is anybody's who opens a pull request: its text stays in the block.
    const problems = error.problems.join('\n').replaceAll('`', "'").slice(0, 10_000);
    console.log(`## Schedules\n\n${what} cannot be used:\n\n\`\`\`text\n${problems}\n\`\`\``);
    return null;
  }
}
