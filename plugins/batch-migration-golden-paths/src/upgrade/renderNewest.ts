import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { goldenPathOf } from '../goldenPaths';
import { type GoldenPathRecord, RECORD_FILE } from '../record';
import { renderGoldenPath } from '../rendering/renderRepository';
import { type GitStore, storeFolder } from './gitTree';
import type { Tree } from './merge/tree';

/** A version of a golden path that can be rendered. */
export interface TemplateVersion {
  version: string;
  /** Address of the template's folder, where others can read it. */
  source?: string;
  /** Folder of its static files, the template's `content`; fetched when it is needed. */
  content(): Promise<string>;
}

/** Makes the work of a repository anew, from answers of the new version. */
export type PrepareWork = (
  template: string,
  answers: unknown,
) => Promise<unknown>;

/**
 * Renders a version with the answers and the work that a repository keeps.
 *
 * @param given - answers that the record lacks, or that the version refuses
 * @throws InputError that says which answers are missing and how to give them
 */
export async function renderNewest(
  store: GitStore,
  record: GoldenPathRecord,
  newest: TemplateVersion,
  given: JsonObject,
  prepareWork?: PrepareWork,
): Promise<Tree> {
  const goldenPath = goldenPathOf(record.template);
  const answers = readAnswers();
  const work = await readWork();
  const folder = await mkdtemp(join(tmpdir(), 'golden-path-'));
  try {
    const directory = join(folder, 'render');
    await renderGoldenPath({
      content: await newest.content(),
      directory,
      template: record.template,
      version: newest.version,
      answers,
      work,
      source: newest.source ?? record.source,
    });
    return await storeFolder(store, directory);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  function readAnswers(): { repository: string } {
    try {
      const read = goldenPath.readAnswers({ ...record.answers, ...given });
      if (read.repository === record.answers.repository) return read;
    } catch (error) {
      throw new InputError(
        `Version ${
          newest.version
        } does not accept the answers in ${RECORD_FILE}: ${
          toError(error).message
        }. Give what it asks for: as input answers of golden-path:upgrade, or as --answer name=value of the command`,
      );
    }
    throw new InputError(
      'answers: an upgrade cannot change repository, which names the stack and everything in it',
    );
  }

  async function readWork(): Promise<unknown> {
    if (record.work !== null) return goldenPath.readWork(record.work);
    if (prepareWork) return prepareWork(record.template, answers);
    throw new InputError(
      `${RECORD_FILE} of version ${record.version} does not hold the jobs themselves. Upgrade once from the portal (template "Upgrade a golden path"), which reads them again; from then on the command works`,
    );
  }
}
