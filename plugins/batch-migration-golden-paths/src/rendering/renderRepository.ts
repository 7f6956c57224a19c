import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { InputError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import { goldenPathOf } from '../goldenPaths';
import { RECORD_FILE } from '../record';
import { jsonText } from './jsonText';
import { copyLayer } from './layers';

/** What a repository is rendered from, as `.golden-path.json` keeps it. */
export interface RepositoryInput {
  /** Entity ref of the template. */
  template: string;
  version: string;
  /** Answers and work as an action or a record hands them over: read again here. */
  answers: unknown;
  work: unknown;
  /** Address of the template's folder, where others can read it. */
  source?: string;
}

/** Renders a whole repository into a new folder, as the template does. */
export async function renderGoldenPath(
  options: RepositoryInput & {
    /** The template's `content` folder. */
    content: string;
    directory: string;
  },
): Promise<void> {
  await mkdir(options.directory, { recursive: true });
  await cp(options.content, options.directory, {
    recursive: true,
    // Whoever works on a template installs in it.
    filter: source => basename(source) !== 'node_modules',
  });
  await writeRepository(options.directory, options);
}

/**
 * Completes a folder that holds a template's content: with the layers that its
 * golden path shares with others, and with the files that hold data. The same
 * input gives the same bytes.
 *
 * @throws InputError where an answer does not fit; nothing is written then
 */
export async function writeRepository(
  directory: string,
  { template, version, ...input }: RepositoryInput,
): Promise<void> {
  const goldenPath = goldenPathOf(template);
  const answers = goldenPath.readAnswers(input.answers);
  const work = goldenPath.readWork(input.work);

  const keepOnly = async (from: 'template' | 'layer') => {
    for (const path of goldenPath.keeps ? await filesIn(directory) : []) {
      if (!goldenPath.keeps?.(path, answers, from)) {
        await rm(join(directory, path));
      }
    }
  };
  await keepOnly('template');
  // From the last layer to the first: what is there already wins.
  for (const layer of goldenPath.layers(answers).reverse()) {
    await copyLayer(layer, directory);
  }
  await keepOnly('layer');
  const files = {
    [RECORD_FILE]: jsonText({
      template,
      version,
      ...(input.source ? { source: input.source } : {}),
      answers: answers as JsonValue,
      work: work as JsonValue,
    }),
    ...(await goldenPath.files({ template, version, answers, work }, path =>
      readFile(join(directory, path), 'utf8'),
    )),
  };
  for (const [path, content] of Object.entries(files)) {
    if (content.includes('${{')) {
      throw new InputError(`${path} would hold an unresolved expression`);
    }
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
}

/** Paths relative to a folder, with forward slashes. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .map(path => path.split(sep).join(posix.sep));
}
