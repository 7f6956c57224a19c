/** What a service unit runs, as far as a migration needs to know it. */
import { readUnit, type UnitLineKind } from './systemdUnit';
import type { CrontabIssue } from './types';

export interface SystemdService {
  /** The `ExecStart=` lines in order, with their prefixes such as `-`. */
  commands: string[];
  user: string | null;
  workingDirectory: string | null;
  environment: Record<string, string>;
  description: string | null;
  issues: CrontabIssue[];
  lines: UnitLineKind[];
}

const SECTIONS = ['Unit', 'Service', 'Install'];
const MAX_NAMES = 256;

/** Words of `Environment=`: quotes keep blanks, a backslash the next character. */
function words(text: string): string[] {
  const found: string[] = [];
  let word: string[] | null = null;
  let quote: string | null = null;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '\\' && i + 1 < text.length) {
      (word ??= []).push(text[++i]);
    } else if (quote !== null) {
      if (char === quote) quote = null;
      else word!.push(char);
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= [];
    } else if (char === ' ' || char === '\t') {
      if (word) found.push(word.join(''));
      word = null;
    } else {
      (word ??= []).push(char);
    }
  }
  if (word) found.push(word.join(''));
  return found;
}

/** Reads a `.service` unit. Never throws. */
export function readService(text: string): SystemdService {
  const { settings, issues, lines } = readUnit(text, SECTIONS);
  let commands: string[] = [];
  let environment = new Map<string, string>();
  let user: string | null = null;
  let workingDirectory: string | null = null;
  let description: string | null = null;
  for (const { section, key, value, line, column } of settings) {
    if (section === 'Unit' && key === 'Description') description = value;
    if (section !== 'Service') continue;
    if (key === 'ExecStart') {
      // The empty assignment resets the list.
      if (value === '') commands = [];
      else commands.push(value);
    } else if (key === 'User') {
      user = value || null;
    } else if (key === 'WorkingDirectory') {
      workingDirectory = value || null;
    } else if (key === 'Environment') {
      if (value === '') environment = new Map();
      for (const word of words(value)) {
        const equals = word.indexOf('=');
        if (equals > 0 && environment.size < MAX_NAMES) {
          environment.set(word.slice(0, equals), word.slice(equals + 1));
        }
      }
    } else if (key === 'EnvironmentFile' && value !== '') {
      issues.push({
        line,
        column,
        severity: 'info',
        code: 'environment-file',
        message: `More of the environment stands in ${value.slice(
          0,
          120,
        )} on the host. Look there, too.`,
      });
    }
  }
  return {
    commands,
    user,
    workingDirectory,
    environment: Object.fromEntries(environment),
    description: description || null,
    issues,
    lines,
  };
}
