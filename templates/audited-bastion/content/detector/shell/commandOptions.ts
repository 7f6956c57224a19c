import { isConstant, plain } from './marks.ts';
import { readOptions, valuesOf } from './options.ts';
import type { Call } from './session.ts';
import { runsUnseen } from './unseen.ts';

interface CommandOptions {
  /** Letters and names of the options whose value is a command. */
  short?: string;
  long?: string[];
  /** Letters and names of those that take another value. */
  otherShort?: string;
  otherLong?: string[];
  /** People see what it does: it is what the program is called for. */
  seen?: boolean;
}

/** Programs that run what an option says. Which ones is a fact, no policy. */
const COMMAND_OPTIONS: Record<string, CommandOptions> = {
  split: { long: ['filter'], otherShort: 'abClnt', otherLong: ['lines', 'bytes', 'line-bytes', 'number', 'suffix-length', 'additional-suffix', 'separator'], seen: true },
  sort: { long: ['compress-program'], otherShort: 'koStT', otherLong: ['key', 'output', 'buffer-size', 'field-separator', 'temporary-directory', 'parallel', 'batch-size'] },
  rg: { long: ['pre', 'hostname-bin'], otherShort: 'efABCgmtTjM', otherLong: ['pre-glob', 'glob', 'type', 'max-count', 'regexp', 'file'] },
  fzf: { long: ['preview'], otherShort: 'fqdn', otherLong: ['query', 'filter', 'height', 'delimiter', 'with-nth', 'prompt', 'header', 'bind', 'preview-window'], seen: true },
  wget: { long: ['use-askpass'], otherShort: 'OoaPtTUiBeQw' },
  scp: { short: 'S', otherShort: 'cFiJloPXD' },
  sftp: { short: 'SD', otherShort: 'BbcFiJloPRsX' },
  nodemon: { short: 'x', long: ['exec'], otherShort: 'wei', otherLong: ['watch', 'ext', 'ignore'], seen: true },
};

/** `split --filter='…'`, `sort --compress-program=…`, `less '+!…'`. */
export function runsByOption(call: Call): void {
  const { judge, name, raw } = call;
  if (name === 'less' || name === 'more') {
    for (const word of call.args.map(plain)) {
      const command = /^\+{1,2}(?:!|\|.)(.*)$/s.exec(word)?.[1];
      if (command !== undefined) judge.nested({ language: 'shell', text: command });
    }
  }
  if (/^(?:scp|sftp)$/.test(name)) for (const setting of valuesOf(readOptions(call.args, { short: 'BbcFiJloPRsXSD' }), 'o')) runsBySetting(call, setting);
  if (name === 'wget') {
    for (const setting of valuesOf(readOptions(call.args, { short: 'OoaPtTUiBeQw', long: ['execute'] }), 'e', 'execute')) {
      if (/^use_?askpass\s*=/.test(setting)) runsUnseen(judge, setting.replace(/^[^=]*=\s*/, ''), raw);
    }
  }
  const given = Object.hasOwn(COMMAND_OPTIONS, name) ? (COMMAND_OPTIONS[name] as CommandOptions) : undefined;
  if (!given) return;
  const { short = '', long = [], otherShort = '', otherLong = [], seen } = given;
  for (const command of valuesOf(readOptions(call.args, { short: short + otherShort, long: [...long, ...otherLong] }), ...short, ...long)) {
    if (!isConstant(command)) judge.giveUp('a part of what it runs is not known', raw);
    if (seen) judge.nested({ language: 'shell', text: plain(command) });
    else if (!/^(?:gzip|bzip2|xz|zstd|lz4|pigz|ssh)(?: -\w+)*$/.test(command)) runsUnseen(judge, command, raw);
  }
}

/** Settings of ssh that run a command. */
export function runsBySetting({ judge }: Call, setting: string): void {
  const run = /^(?:ProxyCommand|LocalCommand|KnownHostsCommand|RemoteCommand)[= ](.*)$/is.exec(setting)?.[1];
  if (run !== undefined && run.trim().toLowerCase() !== 'none') judge.nested({ language: 'shell', text: plain(run) });
}
