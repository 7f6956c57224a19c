import { SECRET_ARN } from '../limits';
import { argv } from './job';
import { OVERRIDES_CHARACTERS } from './limits';
import { type Fields, type Problem, show } from './problem';

/** Set by this repository for every job. */
const OWN_VARIABLES = ['JOB_NAME', 'SCHEDULED_TIME', 'JOB_STDIN', 'STORAGE_BUCKET'];

export function checkCommand(job: Fields): Problem[] {
  const { command, stdin } = job;
  const report = (message: string): Problem[] => [{ field: ['command'], message }];
  const isList = Array.isArray(command) && command.length > 0 && command.every(part => typeof part === 'string');
  if (!isList && (typeof command !== 'string' || command.trim() === '')) {
    return report('must be text for the shell, or a list: a program and its arguments');
  }
  if (stdin !== undefined && typeof stdin !== 'string') {
    return [{ field: ['stdin'], message: 'must be text' }];
  }
  const words = argv({ command: isList ? (command as string[]) : (command as string), stdin });
  if ([...words, stdin ?? ''].some(isMisread)) {
    return report(`holds text that CloudFormation or the CDK would replace ("{{resolve:" or "{Token["); put it into a script under app/`);
  }
  // Somebody may hand the command to RunTask one day, so it must fit there too.
  const length = JSON.stringify({ containerOverrides: [{ name: 'job', command: words, environment: [] }] }).length;
  return length > OVERRIDES_CHARACTERS
    ? report(`is too long: RunTask takes ${OVERRIDES_CHARACTERS} characters of overrides, got: ${length}`)
    : [];
}

export function checkVariables(job: Fields): Problem[] {
  const problems: Problem[] = [];
  for (const key of ['environment', 'secrets']) {
    const values = job[key] ?? {};
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
      problems.push({ field: [key], message: 'must be a map of names and values' });
      continue;
    }
    for (const [name, value] of Object.entries(values)) {
      const field = [key, name];
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        problems.push({ field, message: 'is no name of a variable' });
      } else if (OWN_VARIABLES.includes(name)) {
        problems.push({ field, message: 'is set for every job and cannot be set here' });
      } else if (key === 'secrets' && Object.hasOwn((job.environment as object | undefined) ?? {}, name)) {
        problems.push({ field, message: 'is in environment too: ECS takes a variable once' });
      } else if (typeof value !== 'string') {
        problems.push({ field, message: `must be text, in quotes if it looks like a number, got: ${show(value)}` });
      } else if (key === 'secrets' && !SECRET_ARN.test(value)) {
        // The value is not repeated: it may be the credential itself.
        problems.push({ field, message: 'must be the ARN of a parameter or of a secret' });
      } else if (isMisread(value)) {
        problems.push({ field, message: 'holds "{{resolve:" or "{Token[": CloudFormation or the CDK would replace it' });
      }
    }
  }
  return problems;
}

function isMisread(text: string): boolean {
  return /\{\{resolve:|[$#]\{Token\[/.test(text);
}
