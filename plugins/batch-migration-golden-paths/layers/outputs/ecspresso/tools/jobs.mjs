/** Everything that AWS would refuse or misread in the files of this repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** Memory in MiB that Fargate offers for each number of CPU units: from, to, step. */
const FARGATE = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};
const SECRET =
  /^arn:aws[a-z-]*:(?:ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+|secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@:-]+)$/;

/** A task definition as it is registered: ecspresso reads the file as a Go template first. */
export function readTaskDefinition(text) {
  return JSON.parse(
    text
      .replace(/\{\{ must_env `(\w+)` \}\}/g, '$1')
      .replace(/\{\{`([^`]*)`\}\}/g, '$1'),
  );
}

/** @returns one sentence for each thing that is wrong */
export function problemsOf(root) {
  const problems = [];
  const schedule = parse(readFileSync(path.join(root, 'ecschedule.yaml'), 'utf8'));
  const folder = path.join(root, 'jobs');
  const jobs = existsSync(folder) ? readdirSync(folder) : [];
  const families = jobs.map(job => {
    const file = `jobs/${job}/ecs-task-def.json`;
    const definition = readTaskDefinition(readFileSync(path.join(root, file), 'utf8'));
    problems.push(...taskProblems(definition).map(problem => `${file}: ${problem}`));
    return definition.family;
  });
  const names = new Set();
  for (const rule of schedule.rules) {
    const report = problem => problems.push(`ecschedule.yaml: rule ${rule.name}: ${problem}`);
    if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(rule.name)) report('its name must have 1 to 64 letters, digits, dots, hyphens and underscores');
    if (names.has(rule.name)) report('another rule has this name');
    names.add(rule.name);
    const problem = expressionProblem(rule.scheduleExpression);
    if (problem) report(problem);
    if (!families.includes(rule.taskDefinition)) report(`no folder of jobs/ has the family ${rule.taskDefinition}`);
    const network = rule.network_configuration?.aws_vpc_configuration;
    if (network?.assign_public_ip !== 'DISABLED') report('its tasks must get no public address');
    if (!network?.security_groups?.length) report('without a security group its tasks get the default one of the VPC');
  }
  return problems;
}

function taskProblems({ family, cpu, memory, containerDefinitions }) {
  const problems = [];
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(family)) problems.push(`family must have up to 255 letters, digits, hyphens and underscores, got: ${family}`);
  const [from, to, step] = FARGATE[cpu] ?? [];
  const size = Number(memory);
  if (!(size >= from && size <= to && size % step === 0) || (cpu === '256' && size === 1536)) {
    problems.push(`Fargate has no task of ${cpu} CPU units and ${memory} MiB`);
  }
  for (const { name, stopTimeout, readonlyRootFilesystem, secrets = [], environment = [] } of containerDefinitions) {
    if (stopTimeout > 120) problems.push(`${name}: stopTimeout must be at most 120, got: ${stopTimeout}`);
    if (!readonlyRootFilesystem) problems.push(`${name}: its root file system must be read-only`);
    for (const secret of secrets) {
      // The value is not repeated: it may be the credential itself.
      if (!SECRET.test(secret.valueFrom)) problems.push(`${name}: ${secret.name} must be the ARN of a parameter or of a secret`);
    }
    for (const { name: variable, value } of environment) {
      if (typeof value !== 'string') problems.push(`${name}: ${variable} must be text`);
    }
  }
  return problems;
}

/** Why EventBridge refuses an expression, as far as its shape tells. */
function expressionProblem(expression) {
  const rate = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(expression);
  if (rate) {
    const one = rate[1] === '1';
    return Number(rate[1]) > 0 && one === !rate[2].endsWith('s') ? null : `${expression}: one goes with the singular, more with the plural`;
  }
  const fields = /^cron\(([^()]+)\)$/.exec(expression)?.[1].split(' ');
  if (fields?.length !== 6) return `${expression} is neither rate(…) nor cron(…) with six fields`;
  return (fields[2] === '?') === (fields[4] === '?') ? `${expression}: exactly one of the two day fields is ?` : null;
}
