import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '@backstage/errors';
import { checkAnswers, type GoldenPathAnswers } from '../jobs/answers';
import type { JobDefinition } from '../jobs/definition';
import { catalogInfo } from './catalogInfo';
import { jsonText } from './jsonText';
import { migrationReport } from './migrationReport';
import { readmeHead } from './readme';
import { schedulesFile } from './schedulesFile';

/** Everything that a repository is made of, beside the static files. */
export interface GoldenPathRender {
  /** Entity ref of the template. */
  template: string;
  version: string;
  answers: GoldenPathAnswers;
  jobs: JobDefinition[];
}

/** Renders a whole repository into a new folder, as the template does. */
export async function renderGoldenPath(
  options: GoldenPathRender & {
    /** The template's `content` folder. */
    content: string;
    directory: string;
  },
): Promise<void> {
  await mkdir(options.directory, { recursive: true });
  await cp(options.content, options.directory, { recursive: true });
  await writeRepository(options.directory, options);
}

/**
 * Writes the files that hold data, into a folder that has the static ones.
 * The same input gives the same bytes.
 */
export async function writeRepository(
  directory: string,
  { template, version, answers, jobs }: GoldenPathRender,
): Promise<void> {
  checkAnswers(answers);
  const read = (path: string) => readFile(join(directory, path), 'utf8');
  const files: Record<string, string> = {
    '.golden-path.json': jsonText({ template, version, answers }),
    CODEOWNERS: codeowners(answers),
    'README.md': `${readmeHead(answers, jobs)}\n\n${await read('README.md')}`,
    'catalog-info.yaml': catalogInfo(answers, jobs),
    'infra/config.json': jsonText(settings(answers)),
    'migration.md': migrationReport(answers, jobs),
    'package.json': renamed(await read('package.json'), answers.repository),
    'package-lock.json': renamed(
      await read('package-lock.json'),
      answers.repository,
    ),
    'schedules.yaml': schedulesFile(jobs),
  };
  for (const [path, content] of Object.entries(files)) {
    if (content.includes('${{')) {
      throw new InputError(`${path} would hold an unresolved expression`);
    }
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
}

/** `infra/config.json`: where the stack goes. */
function settings(answers: GoldenPathAnswers) {
  const [cpu, memoryMiB] = answers.taskSize.split('/').map(Number);
  return {
    name: answers.repository,
    owner: answers.owner,
    account: answers.account,
    region: answers.region,
    vpcId: answers.vpcId,
    subnetIds: answers.subnetIds,
    task: { cpu, memoryMiB },
    alertEmail: answers.alertEmail,
  };
}

function renamed(manifest: string, name: string): string {
  const parsed = JSON.parse(manifest);
  parsed.name = name;
  if (parsed.packages) parsed.packages[''].name = name;
  return jsonText(parsed);
}

/** GitHub knows teams, not catalog groups: the name is a proposal to complete. */
function codeowners({ owner }: GoldenPathAnswers): string {
  const team = owner.replace(/^[a-z]+:[^/]+\//, '');
  return `# Complete with your organisation, for example: * @my-organisation/${team}\n# * @my-organisation/${team}\n`;
}
