import type { Chain, Segment, Span } from './chains.ts';
import type { Reading } from './reading.ts';

const WRITES = new Set(['destroy', 'destroy!', 'delete', 'update', 'update!', 'update_columns', 'update_column', 'update_attribute', 'touch', 'save', 'save!', 'really_destroy!', 'discard', 'discard!', 'deleteOne', 'remove', 'softRemove', 'del', 'truncate', 'drop', 'sync', 'findOneAndDelete', 'findOneAndRemove', 'findByIdAndDelete']);
const FINDS = /^(?:find|find_by!?|where|findByPk|findById|findByIdAndDelete|findOne|findOneBy|findOneAndDelete|findOneAndRemove|findUnique|findFirst)$/;
const REPEATS = /^(?:loop|times|upto|downto|step|cycle)$/;
/** Classes of which `delete` and `update` are no writes to records. */
const NO_MODEL = /^(?:File|Dir|FileUtils|Pathname|ENV|Hash|Array|Set|Map|Thread|Rails|Process|Math|JSON|Object|Reflect|Number|String|Date|Digest|OpenSSL|Promise|Atomics|Symbol|Buffer)$/;
const DATABASE = /^(?:prisma|knex|db|trx|tx|sequelize|mongoose|dataSource|manager|em|\w+(?:Repo|Repository|Model|Collection)|repo|repository)$/;
const MOST_NAMED = 20;

interface Loop {
  body: Span;
  /** What a `for … of` goes through, and what it calls each. */
  source?: Span;
  variable?: string;
  at: number;
}

/** `Order.first.destroy while Order.exists?`: one record at a time until none is left. */
export function judgeLoops(reading: Reading, chains: Chain[]): void {
  const loops = reading.code.ruby ? rubyLoops(reading, chains) : nodeLoops(reading);
  for (const { body, source, variable, at } of loops) {
    if (source && isNamed(reading, source)) continue;
    for (const chain of chains) {
      if (chain.from < body[0] || chain.to > body[1]) continue;
      reading.judge.work();
      if (writes(reading, chain, variable)) reading.report('mass-change', { from: Math.min(at, body[0]), to: body[1] });
    }
  }
}

function writes(reading: Reading, { segments }: Chain, variable: string | undefined): boolean {
  const index = segments.findIndex(({ name }, each) => each > 0 && WRITES.has(name));
  const root = segments[0] as Segment;
  if (index < 0 || (!reading.code.ruby && segments[index]?.args === undefined)) return false;
  if (root.name !== variable && !reachesRecords(reading, root.name)) return false;
  return !segments.slice(0, index + 1).some(({ name, args }) => FINDS.test(name) && args?.[0] && namesRecords(reading, args));
}

/** `find(5)` and `find_by(email: "x")`, not `find(i)`. */
function namesRecords({ constants, narrowing }: Reading, args: Span[]): boolean {
  return constants.of(args[0] as Span) !== undefined || narrowing.conditionsNarrow(args);
}

function reachesRecords({ code, constants }: Reading, name: string): boolean {
  if (/^[A-Z]/.test(name)) return !NO_MODEL.test(name) && !/^[A-Z_]+$/.test(name);
  if (!code.ruby && DATABASE.test(name)) return true;
  const value = constants.assignmentOf(name);
  const origin = value && code.chainAt(code.is(value[0], 'await') ? value[0] + 1 : value[0]);
  return origin !== undefined && origin.segments.length > 1 && /^[A-Z]/.test(origin.segments[0]?.name ?? '') && !NO_MODEL.test(origin.segments[0]?.name ?? '');
}

function rubyLoops(reading: Reading, chains: Chain[]): Loop[] {
  const { code } = reading;
  const loops: Loop[] = [];
  for (const chain of chains) {
    const repeats = chain.segments.findIndex(({ name }) => REPEATS.test(name));
    const body = repeats < 0 ? undefined : chain.segments.slice(repeats).find(({ block }) => block)?.block;
    if (body) loops.push({ body, at: chain.from });
  }
  code.tokens.forEach((token, index) => {
    if (token.kind !== 'word' || !/^(?:while|until|for)$/.test(token.text) || code.is(index - 1, '.') || code.is(index + 1, ':')) return;
    const before = code.tokens[index - 1];
    const starts = before === undefined || before.kind === 'newline' || (before.kind === 'sign' && /^[;({|=]$/.test(before.text)) || (before.kind === 'word' && /^(?:do|then|begin|else)$/.test(before.text));
    if (token.text === 'for') {
      const source: Span = [index + 3, code.endOfStatement(index + 3)];
      if (code.is(index + 2, 'in')) loops.push({ body: [source[0], code.tokens.length], source, variable: code.tokens[index + 1]?.text ?? '', at: index });
    } else loops.push({ body: starts ? [index + 1, code.tokens.length] : [statementStart(reading, index), index], at: index });
  });
  return loops;
}

/** Where the statement in front of a `while` begins. */
function statementStart({ code }: Reading, index: number): number {
  if (code.is(index - 1, 'end')) return 0;
  let at = index;
  while (at > 0 && !code.is(at - 1, ';') && code.tokens[at - 1]?.kind !== 'newline') at -= 1;
  return at;
}

function nodeLoops({ code }: Reading): Loop[] {
  const loops: Loop[] = [];
  code.tokens.forEach((token, index) => {
    if (token.kind !== 'word' || !/^(?:for|while|do)$/.test(token.text) || code.is(index - 1, '.')) return;
    const open = code.is(index + 1, 'await') ? index + 2 : index + 1;
    const start = code.is(open, '(') ? code.closingOf(open) + 1 : open;
    const body: Span = [start, code.is(start, '{') ? code.closingOf(start) : code.endOfStatement(start)];
    let of = open;
    while (of < start && of < open + 10 && !code.is(of, 'of')) of += 1;
    if (code.is(of, 'of')) loops.push({ body, source: [of + 1, start - 1], variable: code.tokens[of - 1]?.text ?? '', at: index });
    else loops.push({ body: token.text === 'while' ? [open, body[1]] : body, at: index });
  });
  return loops;
}

/** A list that was typed, or a query that is narrowed itself. */
function isNamed({ code, constants, members, narrowing }: Reading, source: Span): boolean {
  const value = constants.of(source);
  if (value !== undefined) return value.length <= MOST_NAMED;
  const chain = code.ruby ? code.chainAt(source[0]) : members.chainOf(source);
  if (!chain) return false;
  const [root] = chain.segments;
  if (root?.name === '[list]') return (root.args?.length ?? 0) <= MOST_NAMED;
  return narrowing.isNarrowed(chain, chain.segments.length);
}
