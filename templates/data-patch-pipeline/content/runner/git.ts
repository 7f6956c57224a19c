import type { Git } from './doors';
import type { Exec } from './engines/exec';

const COMMIT = /^[0-9a-f]{40}$/;
/** A branch or the head of a pull request, and nothing that git takes for an option or a pattern. */
const REF = /^refs\/(?:heads|pull)\/[A-Za-z0-9_][A-Za-z0-9_./-]{0,200}$/;

/** Asks git about the checkout that CodeBuild made. Hooks and monitors are programs, so they are off. */
export function gitOf({ exec, root, remote, env }: { exec: Exec; root: string; remote: string; env: Record<string, string> }): Git {
  const ask = async (cwd: string, ...words: string[]) => {
    const lines: string[] = [];
    const argv = ['git', '-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', `safe.directory=${root}`, ...words];
    const signal = new AbortController().signal;
    const { exit } = await exec(argv, { cwd, env: { ...env, GIT_TERMINAL_PROMPT: '0' }, onLine: line => lines.push(line), timeLimitMs: 60_000, graceMs: 1_000, signal });
    return exit === 0 ? lines : undefined;
  };
  return {
    async checkedOut(patch) {
      const [commit = ''] = (await ask(root, 'rev-parse', 'HEAD')) ?? [];
      // Dependencies are untracked files of the root; a further file in the patch's folder is not.
      const tracked = await ask(root, 'status', '--porcelain', '--untracked-files=no');
      const inPatch = await ask(root, 'status', '--porcelain', '--untracked-files=all', '--ignored', '--', patch);
      return COMMIT.test(commit) && tracked?.length === 0 && inPatch?.length === 0 ? commit : undefined;
    },
    async head(branch) {
      if (!REF.test(branch) || branch.includes('..')) return undefined;
      // Not in the checkout: its configuration could name another server.
      const lines = await ask('/', 'ls-remote', '--exit-code', '--', remote, branch);
      const heads = (lines ?? []).filter(line => line.endsWith(`\t${branch}`)).map(line => line.split('\t')[0]);
      return heads.length === 1 && COMMIT.test(heads[0]) ? heads[0] : undefined;
    },
  };
}
