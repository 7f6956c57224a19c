import type { RuleId } from '../rules.ts';
import type { Span } from './chains.ts';
import type { Call, Reading } from './reading.ts';

const COMMANDS: Record<string, RuleId> = {
  drop: 'drop-or-truncate',
  dropDatabase: 'drop-or-truncate',
  dropIndexes: 'schema-change',
  renameCollection: 'schema-change',
  collMod: 'schema-change',
  convertToCapped: 'schema-change',
  createIndexes: 'schema-change',
  shutdown: 'database-server-change',
  setParameter: 'database-server-change',
  killOp: 'database-server-change',
  fsync: 'database-server-change',
  replSetReconfig: 'database-server-change',
  replSetStepDown: 'database-server-change',
  createUser: 'grant',
  updateUser: 'grant',
  dropUser: 'grant',
  grantRolesToUser: 'grant',
  createRole: 'grant',
};

/** What is asked of MongoDB past the methods of a collection. */
export function judgeDocuments(reading: Reading, { chain, index, name, args }: Call): void {
  if (reading.code.ruby || index === 0 || !args?.[0]) return;
  if (/^(?:command|runCommand|adminCommand|executeDbAdminCommand)$/.test(name)) judgeCommand(reading, chain, args[0], name);
  else if (name === 'aggregate' && args.some(span => holds(reading, span, /^\$(?:out|merge)$/))) reading.report('bulk-write', chain);
  else if ((name === 'out' || name === 'merge') && chain.segments.slice(0, index).some(each => each.name === 'aggregate')) reading.report('bulk-write', chain);
  else if (name === 'mapReduce' && args.some(span => holds(reading, span, /^out$/))) reading.report('bulk-write', chain);
}

function judgeCommand(reading: Reading, at: { from: number; to: number }, span: Span, name: string): void {
  const { code, narrowing } = reading;
  if (!code.is(span[0], '{')) {
    if (name !== 'command') reading.giveUp('the command it runs is not known', at);
    return;
  }
  const key = code.is(span[0] + 1, '[') ? reading.constants.text([span[0] + 2, code.closingOf(span[0] + 1)]) : code.tokens[span[0] + 1]?.text;
  const rule = COMMANDS[key ?? ''];
  if (key === undefined || key === '...') reading.giveUp('the command it runs is not known', at);
  else if (rule) reading.report(rule, at);
  else if ((key === 'delete' || key === 'update' || key === 'findAndModify') && !filters(reading, span).every(filter => narrowing.conditionsNarrow([filter]))) reading.report('mass-change', at);
  else if (key === 'aggregate' && holds(reading, span, /^\$(?:out|merge)$/)) reading.report('bulk-write', at);
}

/** The values of `q:` and `query:`. */
function filters({ code }: Reading, [from, to]: Span): Span[] {
  const found: Span[] = [];
  for (let at = from; at < to; at += 1) {
    if ((code.is(at, 'q') || code.is(at, 'query')) && code.is(at + 1, ':')) found.push([at + 2, code.is(at + 2, '{') ? code.closingOf(at + 2) + 1 : at + 3]);
  }
  return found.length > 0 ? found : [[from, from]];
}

function holds({ code }: Reading, [from, to]: Span, key: RegExp): boolean {
  return code.tokens.slice(from, to).some(({ kind, text }) => (kind === 'word' || kind === 'string') && key.test(text));
}
