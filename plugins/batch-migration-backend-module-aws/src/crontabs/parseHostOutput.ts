import { InputError } from '@backstage/errors';
import {
  type InventoryFile,
  maskCrontab,
} from 'backstage-plugin-batch-migration-common';

/** What the document printed on one host. */
export interface HostOutput {
  /** The host's own name. */
  host: string;
  cron: {
    flavour: 'debian' | 'cronie';
    version: string | null;
    running: boolean | null;
  } | null;
  /** IANA name; `null` where the host tells none that is known. */
  timezone: string | null;
  files: Map<string, InventoryFile>;
  read: string[];
  notRead: Array<{ path: string; reason: string }>;
}

/** A host has a few hundred lines; more would only fill the memory. */
const MAX_LINES = 50_000;

const RUNNING: Record<string, boolean> = { running: true, stopped: false };

/**
 * Reads the output of the document: numbered lines, in any order, perhaps
 * twice. Credentials that the host did not mask are masked here.
 *
 * @throws InputError where a line is missing or the end is: then nothing of it
 *   counts, since a line that got lost would be taken for removed
 */
export function parseHostOutput(text: string): HostOutput {
  const lines = numbered(text);
  const [first, ...rest] = lines;
  const host = /^capture 1 (\S.*)$/.exec(first ?? '')?.[1];
  if (host === undefined) {
    throw new InputError(
      'the output does not begin as that of read-crontabs.json does',
    );
  }
  if (rest.pop() !== 'complete') {
    throw new InputError('the output has no end: the command was cut off');
  }
  const output: HostOutput = {
    ...{ host, cron: null, timezone: null },
    ...{ files: new Map(), read: [], notRead: [] },
  };
  let open: { path: string; content: string[] } | null = null;
  for (const line of rest) {
    const [word, ...words] = line.split(' ');
    const value = words.join(' ');
    if (open) {
      if (line.startsWith('=')) open.content.push(line.slice(1));
      else if (line === `end ${open.path}`) {
        output.files.set(open.path, {
          readable: true,
          text: maskCrontab(`${open.content.join('\n')}\n`).text,
        });
        open = null;
      } else throw new InputError(`${open.path} has no end in the output`);
    } else if (word === 'begin') open = { path: value, content: [] };
    else if (word === 'read') output.read.push(value);
    else if (word === 'unread') {
      const [path, ...reason] = words;
      output.notRead.push({ path, reason: reason.join(' ') });
    } else if (word === 'zone') output.timezone = zoneOf(value);
    else if (word === 'cron') output.cron = cronOf(words);
    else
      throw new InputError(`the output has a line that is not known: ${word}`);
  }
  if (open) throw new InputError(`${open.path} has no end in the output`);
  return output;
}

/** The lines by their numbers, which begin with 1 and leave none out. */
function numbered(text: string): string[] {
  const lines: string[] = [];
  let count = 0;
  for (const line of text.split('\n')) {
    // Systems Manager may put blank lines between what it ships.
    if (line.trim() === '') continue;
    const [, digits, content] = /^(\d{1,6})\|(.*)$/s.exec(line) ?? [];
    const number = Number(digits);
    if (digits === undefined || number < 1 || number > MAX_LINES) {
      throw new InputError('the output has a line without its number');
    }
    const known = lines[number - 1];
    if (known !== undefined && known !== content) {
      throw new InputError(`the output has two lines ${number}`);
    }
    if (known === undefined) count += 1;
    lines[number - 1] = content;
  }
  if (count !== lines.length) {
    throw new InputError(
      `the output has ${count} of ${lines.length} lines: some got lost on the way`,
    );
  }
  return lines;
}

function cronOf([flavour, version, running]: string[]): HostOutput['cron'] {
  if (flavour !== 'debian' && flavour !== 'cronie') return null;
  return {
    flavour,
    version: version || null,
    running: RUNNING[running] ?? null,
  };
}

function zoneOf(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) && name;
  } catch {
    return null;
  }
}
