import { matches } from '../patterns.ts';
import type { RuleId, Rules } from '../rules.ts';
import { plain } from './marks.ts';

interface Row {
  rule: RuleId;
  program: string;
  words: string[];
}

const tables = new WeakMap<Rules, { named: Map<string, Row[]>; wild: Row[] }>();

/** The `commands` of the rule file, by program. */
function tableOf(rules: Rules): { named: Map<string, Row[]>; wild: Row[] } {
  const known = tables.get(rules);
  if (known) return known;
  const table = { named: new Map<string, Row[]>(), wild: [] as Row[] };
  for (const [rule, { commands = [] }] of Object.entries(rules) as Array<[RuleId, { commands?: string[] }]>) {
    if (rule.startsWith('redis-')) continue;
    for (const command of commands) {
      const [program = '', ...words] = command.split(' ');
      const row = { rule, program, words };
      if (program.includes('*')) table.wild.push(row);
      else table.named.set(program, [...(table.named.get(program) ?? []), row]);
    }
  }
  tables.set(rules, table);
  return table;
}

/** The rules whose commands this is. */
export function rulesOf(rules: Rules, name: string, args: string[]): RuleId[] {
  const table = tableOf(rules);
  const rows = [...(table.named.get(name) ?? []), ...table.wild.filter(row => matches(row.program, name))];
  if (rows.length === 0) return [];
  const words = args.map(plain);
  return rows.filter(row => fits(row.words, words)).map(row => row.rule);
}

/** Options of whole programs whose value may stand before the verb. */
const GLOBAL = new Set(['-n', '-C', '-c', '--namespace', '--context', '--region', '--profile', '--output', '--git-dir', '--work-tree', '-H', '-f', '--kubeconfig']);

/** `!-l` is no `-l` anywhere; `-r` fits `-rf`; `--all` fits `--all=x`; other words come in their order, early among those that are no options. */
function fits(wanted: string[], args: string[]): boolean {
  const plainArgs = args.filter((arg, index) => !arg.startsWith('-') && !GLOBAL.has(args[index - 1] ?? ''));
  let position = 0;
  const limit = wanted.filter(word => !/^[-!]/.test(word)).length + 1;
  return wanted.every(word => {
    if (word.startsWith('!')) return !fits([word.slice(1)], args);
    if (/^--/.test(word)) return args.some(arg => arg === word || arg.startsWith(`${word}=`) || matches(word, arg));
    if (/^-.$/.test(word)) return args.some(arg => /^-[A-Za-z0-9]/.test(arg) && !arg.startsWith('--') && arg.slice(1, 8).includes(word[1] as string));
    if (word.startsWith('-')) return args.includes(word);
    for (; position < Math.min(plainArgs.length, limit); position += 1) {
      if (matches(word, plainArgs[position] as string)) {
        position += 1;
        return true;
      }
    }
    return false;
  });
}
