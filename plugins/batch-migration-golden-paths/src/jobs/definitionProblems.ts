import type { JobDefinition } from './definition';
import { OVERRIDES_CHARACTERS } from './limits';

/** Set by the generated repository for every job. */
const OWN_VARIABLES = [
  'JOB_NAME',
  'SCHEDULED_TIME',
  'JOB_STDIN',
  'STORAGE_BUCKET',
];

/** A stack holds 500 resources, and a job takes a dozen of them. */
export const JOBS_IN_ONE_STACK = 35;

/**
 * What the repository's own check of `schedules.yaml` would refuse in a job
 * whose command and schedules are in order: said before anything is written.
 */
export function definitionProblems(job: JobDefinition): string[] {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(job.environment)) {
    if (OWN_VARIABLES.includes(name)) {
      problems.push(
        `its crontab sets ${name}, which the repository sets for every job: rename it on the old host and in the program`,
      );
    }
    if (Object.hasOwn(job.secrets, name)) {
      problems.push(
        `${name} is a variable of its crontab and a secret: ECS takes a variable once`,
      );
    }
    if (isMisread(value)) {
      problems.push(
        `${name} holds "{{resolve:" or "{Token[", which CloudFormation or the CDK would replace: set it in app/`,
      );
    }
  }
  for (const name of Object.keys(job.secrets)) {
    if (OWN_VARIABLES.includes(name)) {
      problems.push(
        `its secret ${name} has the name of a variable that the repository sets for every job`,
      );
    }
  }
  if (job.stdin !== null && isMisread(job.stdin)) {
    problems.push(
      'its standard input holds "{{resolve:" or "{Token[", which CloudFormation or the CDK would replace: put it into a file under app/',
    );
  }
  for (const { expression } of job.schedules) {
    // Scheduler takes `rate(1 minutes)`, too; the repository wants one spelling.
    const [, count, unit] = /^rate\((\d+) (\w+?s?)\)$/.exec(expression) ?? [];
    if (count && (count === '1') === unit.endsWith('s')) {
      problems.push(
        `${expression} must be written with the ${
          count === '1' ? 'singular' : 'plural'
        }, such as rate(1 hour) or rate(5 minutes)`,
      );
    }
  }
  const length = overridesLength(job);
  if (job.stdin !== null && length > OVERRIDES_CHARACTERS) {
    problems.push(
      `its command is too long with what reads its standard input: RunTask takes ${OVERRIDES_CHARACTERS} characters of overrides, got: ${length}; put it into a script under app/ and call that`,
    );
  }
  return problems;
}

/** As the repository hands a command with standard input to RunTask. */
function overridesLength({ command }: JobDefinition): number {
  const words = ['/bin/sh', '-c', 'printf %s "$JOB_STDIN" | "$@"', 'job'];
  return JSON.stringify({
    containerOverrides: [
      {
        name: 'job',
        command: [...words, '/bin/sh', '-c', command],
        environment: [],
      },
    ],
  }).length;
}

function isMisread(text: string): boolean {
  return /\{\{resolve:|[$#]\{Token\[/.test(text);
}
