import type { Judge } from '../findings.ts';

const USUAL = new Set(['', 'less', 'more', 'most', 'cat', 'head', 'tail', 'bat', 'pspg', 'true', 'vi', 'vim', 'nvim', 'nano', 'emacs', 'view', 'ed', 'code', 'ssh', 'lesspipe', '/usr/bin/lesspipe', 'gzip', 'bzip2', 'xz', 'zstd', 'lz4', 'pigz', 'delta', 'cut', 'column', 'grep', 'sort', 'wc']);

/** A program that another one runs by itself: a pager, an editor, a way to a host. Anything unusual there hides a command. */
export function runsUnseen(judge: Judge, command: string, at: string): void {
  const text = command.replace(/^!/, '').replace(/^\|/, '').trim();
  judge.nested({ language: 'shell', text });
  if (!USUAL.has(text.split(/\s/)[0] as string)) judge.report('hidden-command', at);
}

/** Variables that name such a program. */
export const RUNS_PROGRAM = /(?:PAGER|EDITOR)$|^(?:VISUAL|LESSOPEN|LESSCLOSE|GIT_SSH|GIT_SSH_COMMAND|GIT_EXTERNAL_DIFF|GIT_PROXY_COMMAND|RSYNC_RSH|BROWSER|SUDO_ASKPASS|SSH_ASKPASS|GIT_ASKPASS)$/;
