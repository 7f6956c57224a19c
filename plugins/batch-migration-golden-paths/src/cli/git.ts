import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ConflictError, InputError } from '@backstage/errors';

/**
 * Runs git as the person who calls the command has it set up.
 *
 * @throws InputError with what git said
 */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', args, {
      cwd,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.trim();
  } catch (error: any) {
    if (error.code === 'ENOENT') {
      throw new InputError('This command needs git; install it first');
    }
    throw new InputError(
      `git ${args[0]}: ${String(error.stderr || error.message).trim()}`,
    );
  }
}

/** The repository around a folder; worktrees share the `gitdir` of their clone. */
export async function findRepository(
  folder: string,
): Promise<{ directory: string; gitdir: string }> {
  const [directory, gitdir] = (
    await git(
      folder,
      'rev-parse',
      '--path-format=absolute',
      '--show-toplevel',
      '--git-common-dir',
    )
  ).split('\n');
  return { directory, gitdir };
}

/** @throws ConflictError where something is not committed */
export async function requireCommitted(directory: string): Promise<void> {
  const changed = await git(directory, 'status', '--porcelain');
  if (changed === '') return;
  throw new ConflictError(
    `The working copy has changes that are not committed; commit or stash them first:\n${changed
      .split('\n')
      .slice(0, 10)
      .join('\n')}`,
  );
}

/** Who the commits are by. */
export async function author(
  directory: string,
): Promise<{ name: string; email: string }> {
  const read = (key: string) => git(directory, 'config', key).catch(() => '');
  const [name, email] = [await read('user.name'), await read('user.email')];
  if (name && email) return { name, email };
  throw new InputError(
    'git does not know who you are: set user.name and user.email with git config',
  );
}
