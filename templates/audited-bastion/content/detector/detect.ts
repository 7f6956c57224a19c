import { judgeCode } from './code/judge.ts';
import { judgeNode, judgePry } from './consoles.ts';
import { type Finding, Judge, type Language, type NestedText, type SqlDialect, TooMuch } from './findings.ts';
import { judgeRedis } from './redis.ts';
import type { Rules } from './rules.ts';
import { judgeShell } from './shell/program.ts';
import { judgeSql } from './sql/judge.ts';
import { folded } from './unicode.ts';

export type { Finding } from './findings.ts';
export type { Rules } from './rules.ts';

export const TOOLS = ['shell', 'sql', 'psql', 'mysql', 'ruby', 'pry', 'node', 'redis', 'auto'] as const;
export type Tool = (typeof TOOLS)[number];

export interface Where {
  /** What it was typed into; `auto` where nobody knows. */
  tool: Tool;
  cwd?: string;
  /** Who typed it: kept for rules of a team, no rule of ours asks. */
  user?: string;
}

export interface Judgement {
  findings: Finding[];
  /** Why a part was not understood. Then there is a finding, too: unknown is never good. */
  notUnderstood?: string;
}

/** What is dangerous in one command. It runs nothing and asks nobody. */
export function detect(command: string, { tool, cwd }: Where, rules: Rules): Judgement {
  const judge = new Judge(rules, cwd, read);
  const { characters } = rules['too-long'];
  // Marks of our own stand for what is not text, so that none may come from outside.
  const whole = command.replace(/[\uE000-\uE01F]/g, '\uFFFD');
  const text = whole.slice(0, characters);
  const { text: seen, hides } = folded(text);
  if (whole.length > characters) judge.report('too-long', text);
  if (hides) judge.report('hidden-command', seen);
  try {
    judgeAs(judge, tool, text);
    if (seen !== text) judgeAs(judge, tool, seen);
  } catch (error) {
    judge.giveUp(error instanceof TooMuch ? error.message : `the detector failed: ${error instanceof Error ? error.message : String(error)}`, text);
  }
  const reason = judge.notUnderstood;
  return { findings: judge.findings, ...(reason === undefined ? {} : { notUnderstood: reason }) };
}

/** Prompts that were copied along with what was typed behind them. */
const PROMPTS: Array<[tools: readonly Tool[], prompt: RegExp]> = [
  [['shell', 'auto'], /^\s*(?:\[?[\w.-]{1,40}@[\w.-]{1,60}[^\n$#]{0,80}[$#]|\$|bash-[\d.]+[$#])[ \t]+/],
  [['sql', 'psql', 'auto'], /^\s*[\w.-]{1,60}[=\-('"*]{1,2}[*!]?[#>][ \t]+/],
  [['sql', 'mysql', 'auto'], /^\s*(?:mysql|MariaDB|MySQL)[^\n>]{0,60}>[ \t]+/],
  [['ruby', 'pry', 'auto'], /^\s*(?:irb\([^\n>]{0,60}[>*]|\[\d+\] [^\n>]{0,60}>|pry\([^\n>]{0,60}>|[\w-]{1,40}\(\w+\)[:\d]*>|>>)[ \t]+/],
  [['node', 'auto'], /^\s*>[ \t]+/],
];

function withoutPrompt(tool: Tool, text: string): string {
  const prompt = PROMPTS.find(([tools, each]) => tools.includes(tool) && each.test(text))?.[1];
  return prompt ? text.replace(prompt, '') : text;
}

function judgeAs(judge: Judge, tool: Tool, given: string): void {
  const text = withoutPrompt(tool, given);
  if (tool === 'auto') languagesOf(text).forEach(language => judge.nested({ language, text }));
  else if (tool === 'psql' || tool === 'mysql') judge.nested({ language: 'sql', text, dialect: tool });
  else if (tool === 'pry') judgePry(judge, text);
  else if (tool === 'node') judgeNode(judge, text);
  else judge.nested({ language: tool, text });
}

function read(judge: Judge, { language, text, dialect }: NestedText & { dialect?: SqlDialect }): void {
  judge.work(1 + Math.ceil(text.length / 50));
  switch (language) {
    case 'shell':
      return judgeShell(judge, text);
    case 'sql':
      return judgeSql(judge, text, dialect ?? 'either');
    case 'redis':
      return judgeRedis(judge, text);
    case 'ruby':
    case 'node':
      return judgeCode(judge, text, language);
  }
}

const SQL_START = /^\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*|--[^\n]*\n\s*|\(\s*)*(?:select|delete\s+from|update\s+\S+\s+set|insert\s+into|replace\s+into|drop\s+(?:table|database|schema|index|view|user|role)|truncate\s+(?:table\s+)?\w+|alter\s+(?:table|system|user|role|database)|grant|revoke|create\s+(?:table|index|unique|user|role|or|view|temp\w*|database|function)|explain|with\s+\w+\s+as|vacuum|analyze|copy\s|show\s|set\s+(?:global|session|local|@)|call\s|do\s+\$|begin\s*;|kill\s+\d+\s*;|merge\s+into|table\s+(?:only\s+)?[\w".]+\s*(?:;|$)|describe\s|lock\s+table|\\[!a-z])/is;
const REDIS_START = /^\s*(?:GET|SET|DEL|UNLINK|KEYS|FLUSHALL|FLUSHDB|CONFIG|EVAL|EVALSHA|INFO|SCAN|TTL|HGETALL|HGET|LLEN|LRANGE|SMEMBERS|ZRANGE|DEBUG|SHUTDOWN|SLAVEOF|REPLICAOF|CLIENT|MONITOR|DBSIZE|SCRIPT|ACL|TYPE|EXPIRE|XLEN|MEMORY|SLOWLOG)(?:\s|$)/;
/** In small letters only what no program of a shell is called. */
const REDIS_ANY_CASE = /^\s*(?:flushall|flushdb|config\s+(?:set|rewrite|resetstat)\s*|slaveof\s|replicaof\s|keys\s+\S*\*|debug\s+(?:sleep|segfault|reload)|(?:hgetall|hget|lrange|llen|smembers|zrange|ttl)\s+\S+)/i;
const RUBY_START = /^\s*(?:[A-Z]\w*(?:::[A-Z]\w*)*(?:\.\w|\[)|[@$]?\w+\s*=\s*[A-Z]\w*(?:\.|::)|puts\s|p\s|pp\s|require\s+['"]|require_relative|\w+\.(?:each|map|find_each)\b|def\s|class\s+[A-Z]|%x|system\s*[("']|`)/;
const NODE_START = /^\s*(?:(?:const|let|var)\s|await\s|require\(|process\.|console\.|import\s*[({*'"\w]|fs\.|module\.|(?:async\s+)?function\b|\w+(?:\.\w+)+\(|\(?\s*(?:async\s*)?\([^)]*\)\s*=>|fetch\(|eval\(|globalThis)/;

/** The languages that a text may be in, by how it begins; nobody says more where the tool is unknown. */
function languagesOf(text: string): Language[] {
  const found: Language[] = [];
  if (SQL_START.test(text.slice(0, 2000))) found.push('sql');
  if (REDIS_START.test(text) || REDIS_ANY_CASE.test(text)) found.push('redis');
  if (RUBY_START.test(text)) found.push('ruby');
  if (NODE_START.test(text)) found.push('node');
  return found.length > 0 && !/^\s*\w+=/.test(text) ? found : ['shell', ...found];
}
