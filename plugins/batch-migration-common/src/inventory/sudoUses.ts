import { maskSecrets } from '../workload';
import { INTERPRETERS } from './interpreters';
import type { SyslogEntry } from './syslog';
import type { ToolUse } from './toolUses';

/** Somebody ran a command through sudo. */
export interface SudoCommand {
  /** Milliseconds since the epoch. */
  at: number;
  /** Account on the host. */
  user: string;
  command: string;
}

/** Between the fields of a line of sudo. */
const SEPARATOR = ' ; ';

/**
 * Reads who ran what of a host's log (sudoers(5), "Log format"). A line that
 * says why sudo refused has a sentence before its fields, and is no use.
 */
export function sudoCommandsIn(entries: readonly SyslogEntry[]): SudoCommand[] {
  return entries.flatMap(({ at, program, message }) => {
    if (program !== 'sudo') return [];
    const head = /^\s*(\S{1,64}) : /.exec(message);
    const start = message.indexOf('COMMAND=');
    if (!head || start < head[0].length) return [];
    const fields = message
      .slice(head[0].length, start)
      .split(SEPARATOR)
      .filter(field => field.trim() !== '');
    const isAllowed = fields.every(field => /^\s*[A-Z]{2,10}=/.test(field));
    const command = message.slice(start + 'COMMAND='.length).trim();
    return isAllowed && command !== '' ? [{ at, user: head[1], command }] : [];
  });
}

/** The uses of the tool at this path: it is what was started, or the script that was. */
export function usesThroughSudo(
  commands: readonly SudoCommand[],
  path: string,
): ToolUse[] {
  if (!path.startsWith('/')) return [];
  return commands.flatMap(({ at, user, command }) => {
    const [first, second] = command.split(/\s+/, 2);
    const isTool =
      first === path || (INTERPRETERS.test(first) && second === path);
    return isTool
      ? [
          {
            at: new Date(at).toISOString(),
            by: maskSecrets(user).text,
            seconds: null,
          },
        ]
      : [];
  });
}
