import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '@backstage/errors';
import { RECORD_FILE } from '../record';
import { givenAnswers } from '../upgrade/givenAnswers';
import { openGitStore } from '../upgrade/gitTree';
import { readState } from '../upgrade/state';
import { upgradeRepository } from '../upgrade/upgradeRepository';
import { upgradeReport } from '../upgrade/upgradeText';
import { defaultBranch } from '../upgrade/workingCopy';
import { author, findRepository, git, requireCommitted } from './git';
import { placeOfSource, readTemplates } from './templates';

export const UPGRADE_HELP = `Usage: golden-path upgrade [options]

Brings the newest version of its golden path to this repository: renders it
with the answers in ${RECORD_FILE}, merges it with what you changed, and leaves
the result on the branch golden-path-upgrade/<version>. Your own branch stays as
it is, and nothing of yours is overwritten.

  --templates <where>     folder or git repository that holds the templates;
                          the "source" in ${RECORD_FILE} where left out
  --ref <name>            branch or tag of that repository
  --into <branch>         your branch; main where left out
  --answer <name=value>   an answer that the new version asks for; repeatable
  --no-switch             leave what is checked out
  -h, --help              show this

Ends with 0 when all fitted together or nothing was to do, 3 when something is
left for you to settle, 1 when it was refused, 2 when it was called wrongly.
`;

/** What was asked for cannot be understood. */
export class UsageError extends Error {}

/** @returns the exit code */
export async function upgrade(
  args: string[],
  { cwd, print }: { cwd: string; print(text: string): void },
): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    print(UPGRADE_HELP);
    return 0;
  }
  const { directory, gitdir } = await findRepository(cwd);
  await requireCommitted(directory);
  const store = openGitStore(gitdir);
  const branch = options.into ?? (await defaultBranch(store));
  const { record } = await readState(store, branch);
  const scratch = await mkdtemp(join(tmpdir(), 'golden-path-'));
  try {
    const result = await upgradeRepository({
      store,
      branch,
      newest: await readTemplates(
        record.template,
        placeOf(options, record.source),
        { cwd, scratch },
      ),
      answers: givenAnswers(options.answers),
      author: await author(directory),
      now: new Date(),
    });
    if (result.status === 'current') {
      print(
        `This repository is at the newest version of ${result.template} already: ${result.version}.`,
      );
      return 0;
    }
    if (!options.noSwitch) {
      await git(directory, 'switch', '--quiet', result.branch);
    }
    if (result.status === 'exists') {
      print(
        `An earlier run made ${result.branch}, and it is left as it is. Settle and merge it, or delete it (git branch -D ${result.branch}) and run this again.`,
      );
      return 0;
    }
    print(upgradeReport(result));
    print(
      `\nPush both: git push origin ${result.branch} refs/tags/${result.tag}`,
    );
    return result.settle.length > 0 ? 3 : 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function placeOf(
  options: { templates?: string; ref?: string },
  source: string | undefined,
) {
  if (options.templates) {
    return { address: options.templates, ref: options.ref };
  }
  if (source) {
    const place = placeOfSource(source);
    return { ...place, ref: options.ref ?? place.ref };
  }
  throw new InputError(
    `${RECORD_FILE} names no source: give --templates with a folder or a git repository that holds the templates`,
  );
}

function readOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      allowPositionals: false,
      options: {
        templates: { type: 'string' },
        ref: { type: 'string' },
        into: { type: 'string' },
        answer: { type: 'string', multiple: true, default: [] },
        'no-switch': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return {
      templates: values.templates,
      ref: values.ref,
      into: values.into,
      noSwitch: values['no-switch'],
      help: values.help,
      answers: (values.answer ?? []).map(given => {
        const equals = given.indexOf('=');
        return {
          name: given.slice(0, Math.max(equals, 0)),
          value: given.slice(equals + 1),
        };
      }),
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : `${error}`);
  }
}
