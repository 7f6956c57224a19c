/**
 * Runs, pauses, resumes and replays a job of schedules.yaml; see docs/commands.md.
 *
 *   npm run job -- show|run|pause|resume <job>
 *   npm run job -- replay <job> <time of the tick> [--again]
 */
import { parseArgs } from 'node:util';
import { readConfig } from '../config';
import type { Job } from '../schedules/job';
import { readSchedules } from '../schedules/read';
import { awsCli } from './aws';
import { pauseJob, Refused, replayTick, resumeJob, runJob, showJob, type Stack } from './operations';

const USAGE = `Usage: npm run job -- show|run|pause|resume <job>
       npm run job -- replay <job> <time of the tick, such as 2026-03-01T04:15:00Z> [--again]`;

/** Does what the words of a command line say. @throws Refused with a sentence for a person */
export async function command(words: string[], stack: Stack, jobs: Job[]): Promise<string[]> {
  const { positionals, values } = parsed(words);
  const [verb, name, tick, ...more] = positionals;
  const job = jobs.find(each => each.name === name);
  const wantsTick = verb === 'replay';
  if (more.length > 0 || (tick !== undefined) !== wantsTick || (values.again && !wantsTick)) throw new Refused(USAGE);
  if (!job) {
    throw new Refused(name === undefined ? USAGE : `There is no job ${name}; there are ${jobs.map(each => each.name).join(', ')}`);
  }
  switch (verb) {
    case 'show':
      return showJob(stack, job);
    case 'run':
      return runJob(stack, job);
    case 'pause':
      return pauseJob(stack, job);
    case 'resume':
      return resumeJob(stack, job);
    case 'replay':
      return replayTick(stack, job, tick, { again: values.again ?? false });
    default:
      throw new Refused(USAGE);
  }
}

function parsed(words: string[]) {
  try {
    return parseArgs({ args: words, allowPositionals: true, options: { again: { type: 'boolean' } } });
  } catch (error) {
    throw new Refused(`${(error as Error).message}\n${USAGE}`);
  }
}

if (require.main === module) {
  const config = readConfig();
  const stack = { config, aws: awsCli(config.region), now: new Date() };
  command(process.argv.slice(2), stack, readSchedules(config.name)).then(
    lines => lines.forEach(line => console.log(line)),
    error => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
