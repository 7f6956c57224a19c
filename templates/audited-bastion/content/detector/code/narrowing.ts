import { isConstant } from '../shell/marks.ts';
import { sqlTokens } from '../sql/tokens.ts';
import { nameFits, narrows } from '../sql/where.ts';
import type { Chain, Code, Segment, Span } from './chains.ts';
import type { Constants } from './constants.ts';
import type { Token } from './tokens.ts';

/** Calls that answer one record, or none. */
const ONE_RECORD = new Set(['find_by', 'find_by!', 'first', 'first!', 'last', 'last!', 'take', 'take!', 'find_or_create_by', 'find_or_create_by!', 'find_or_initialize_by', 'find_sole_by', 'sole', 'second', 'third', 'findOne', 'findByPk', 'findById', 'findUnique', 'findFirst']);
const ALL_OF_THEM = /^(?:ids|pluck|all|select|map|keys|minimum|count)$/;

/** Whether a chain of a query is narrowed to records that were named, by a key. */
export class Narrowing {
  private readonly code: Code;
  private readonly constants: Constants;
  private readonly keys: readonly string[];

  constructor(code: Code, constants: Constants, keys: readonly string[]) {
    this.code = code;
    this.constants = constants;
    this.keys = keys;
  }

  /** Before the segment at `end`. */
  isNarrowed({ segments, from }: Chain, end: number, depth = 0): boolean {
    const before = segments.slice(0, end);
    if (before.some((segment, index) => this.narrowsBy(segment, before[index + 1]))) return true;
    const root = before[0];
    if (!root || depth > 4) return false;
    const assignment = this.constants.assignmentOf(root.name);
    if (assignment && root.args === undefined && !(assignment[0] <= from && from < assignment[1])) {
      const origin = this.code.chainAt(assignment[0]);
      if (origin) return this.isNarrowed(origin, origin.segments.length, depth + 1);
    }
    // What hangs on one record: user.posts, current_user.sessions.
    const isRecord = /^[@$]?[a-z_]\w*$/.test(root.name) && !/s$/.test(root.name) && !assignment && !/^(?:db|conn|connection|redis|prisma|knex|self|client|pool|sequelize|em|repo|repository|model|klass|scope|relation|query)$/i.test(root.name);
    return isRecord && this.code.ruby && before.length >= 2 && before[1]?.args === undefined && !/^(?:constantize|safe_constantize|classify|all|unscoped|class|klass|itself|model|singleton_class)$/.test(before[1]?.name ?? '');
  }

  private narrowsBy(segment: Segment, next: Segment | undefined): boolean {
    const { name, args } = segment;
    if (ONE_RECORD.has(name)) return !(args && args.length > 0 && /^first|^last|^take/.test(name));
    if (!this.code.ruby && /^(?:find|findAll|findMany|findBy)$/.test(name)) return args !== undefined && this.conditionsNarrow(args);
    if (name === 'find') return args !== undefined && args.length > 0 && !args.some(span => this.meansAll(span));
    if (['where', 'rewhere', 'find_by', 'andWhere', 'whereIn', 'merge', 'eq', 'in', 'and'].includes(name)) {
      if (args === undefined || (args.length === 0 && next?.name === 'not')) return false;
      return this.conditionsNarrow(args);
    }
    return false;
  }

  /** Arguments of `where`, `delete_by`, `deleteMany`. */
  conditionsNarrow(args: Span[]): boolean {
    const [first] = args;
    if (!first) return false;
    const text = this.constants.text(first);
    if (text !== undefined && !this.isHash(first)) {
      // knex: where('id', 5); ActiveRecord: where("id = ?", 5).
      if (args.length === 3 && !['=', 'in', '=='].includes(this.constants.text(args[1]) ?? '')) return false;
      if (args.length >= 2 && /^\w+$/.test(text)) return nameFits(this.keys, text) && !args.slice(1).some(span => this.meansAll(span));
      const { tokens } = sqlTokens(this.bound(text, args.slice(1)), 'psql');
      return narrows(tokens) && tokens.some(token => (token.kind === 'word' || token.kind === 'name') && nameFits(this.keys, token.text));
    }
    return args.some(span => this.entryNarrows(span) || this.comparisonNarrows(span));
  }

  isHash(span: Span): boolean {
    return this.code.is(span[0], '{') || this.keyOf(span) !== undefined;
  }

  /** A condition with the values that are known in the places of `?` and `:name`. */
  private bound(text: string, values: Span[]): string {
    let at = 0;
    return text.replace(/\?|(?<!:):([a-z_]\w*)/g, (sign: string, name: string | undefined) => {
      const value = this.constants.text(name === undefined ? values[at++] : this.valueOf(values, name));
      if (value === undefined || !isConstant(value)) return sign;
      return /^-?\d+(?:\.\d+)?$/.test(value) ? value : `'${value.replace(/'/g, "''")}'`;
    });
  }

  private valueOf(spans: Span[], name: string): Span | undefined {
    for (const [from, to] of spans) {
      const entries = this.code.is(from, '{') ? this.code.split(from + 1, Math.min(this.code.closingOf(from), to)) : [[from, to] as Span];
      for (const entry of entries) {
        const found = this.keyOf(entry);
        if (found?.key === name) return [found.value, entry[1]];
      }
    }
    return undefined;
  }

  /** `table[:id].eq(5)` of Arel, `eq(users.id, 5)` of Drizzle. */
  private comparisonNarrows([from]: Span): boolean {
    const segments = this.code.chainAt(from)?.segments ?? [];
    const [root, last] = [segments[0], segments.at(-1)];
    if (root?.name === 'and' && root.args) return root.args.some(span => this.comparisonNarrows(span));
    const isCall = /^(?:eq|inArray)$/.test(root?.name ?? '') && root?.args?.length === 2;
    const column = isCall ? this.code.chainAt(root?.args?.[0]?.[0] ?? 0)?.segments.at(-1)?.name : this.constants.text(segments.at(-2)?.isIndex ? segments.at(-2)?.args?.[0] : undefined);
    const value = isCall ? root?.args?.[1] : /^(?:eq|in)$/.test(last?.name ?? '') ? last?.args?.[0] : undefined;
    return column !== undefined && value !== undefined && nameFits(this.keys, column) && !this.meansAll(value);
  }

  private entryNarrows(span: Span): boolean {
    if (this.code.is(span[0], '{') || this.code.is(span[0], '[')) {
      const inner = this.code.split(span[0] + 1, Math.min(this.code.closingOf(span[0]), span[1]));
      if (this.code.is(span[0], '[')) return this.conditionsNarrow(inner);
      const where = inner.find(each => this.keyOf(each)?.key === 'where');
      if (where) return this.entryNarrows([this.keyOf(where)?.value ?? where[0], where[1]]);
      return inner.some(each => this.entryNarrows(each));
    }
    const entry = this.keyOf(span);
    if (!entry) return false;
    const value: Span = [entry.value, span[1]];
    return nameFits(this.keys, entry.key) && value[0] < value[1] && !this.meansAll(value);
  }

  /** `key: value`, `:key => value`, `'key': value`, or the bare `id` of `{ id }`. */
  private keyOf([from, to]: Span): { key: string; value: number } | undefined {
    let at = from;
    while (this.code.tokens[at]?.kind === 'newline') at += 1;
    const token = this.code.tokens[at];
    if (!token) return undefined;
    if ((token.kind === 'word' || token.kind === 'string') && this.code.is(at + 1, ':')) return { key: token.text, value: at + 2 };
    if ((token.kind === 'symbol' || token.kind === 'string') && this.code.is(at + 1, '=>')) return { key: token.text, value: at + 2 };
    if (!this.code.ruby && token.kind === 'word' && at + 1 === to) return { key: token.text, value: at };
    return undefined;
  }

  /** nil, open ranges, and keys that a query of everything answers. */
  private meansAll([from, to]: Span): boolean {
    const tokens = this.code.tokens.slice(from, Math.min(to, from + 40)).filter(({ kind, text }) => kind !== 'sign' || (text !== '(' && text !== ')'));
    if (tokens.length === 1 && /^(?:nil|null|undefined|true|false)$/.test(tokens[0]?.text ?? '')) return true;
    const range = tokens.findIndex(token => token.kind === 'sign' && /^\.\.\.?$/.test(token.text));
    if (range >= 0 && (range === 0 || range === tokens.length - 1 || /INFINITY/i.test(tokens.map(token => token.text).join('')))) return true;
    if (leavesNearlyAll(tokens)) return true;
    const named = this.code.chainAt(from);
    const assignment = named?.segments.length === 1 && named.segments[0]?.args === undefined ? this.constants.assignmentOf(named.segments[0]?.name ?? '') : undefined;
    const chain = assignment && !(assignment[0] <= from && from < assignment[1]) ? this.code.chainAt(assignment[0]) : named;
    if (!chain || chain.segments.length < 2) return false;
    return /^[A-Z]/.test(chain.segments[0]?.name ?? '') && chain.segments.some(segment => ALL_OF_THEM.test(segment.name)) && !this.isNarrowed(chain, chain.segments.length, 3);
  }
}

/** Conditions that are no names: not this one, above that one, like anything. */
function leavesNearlyAll(tokens: Token[]): boolean {
  const words = tokens.filter(({ kind, text }) => kind === 'word' || (kind === 'string' && text.startsWith('$'))).map(({ text }) => text);
  const isAbove = words.some(word => /^\$?(?:gte?|MoreThan(?:OrEqual)?)$/.test(word));
  const isBelow = words.some(word => /^\$?(?:lte?|LessThan(?:OrEqual)?)$/.test(word));
  if (isAbove !== isBelow || words.some(word => /^(?:\$(?:ne|exists|nin|not|where|type)|not|Not|ne|notIn|notBetween|notLike|IsNull|Raw)$/.test(word))) return true;
  const isLike = words.some(word => /^(?:\$regex|i?like|startsWith|endsWith|contains|substring|i?regexp|I?Like)$/i.test(word)) || tokens.some(({ kind }) => kind === 'regex');
  return isLike && !tokens.some(({ kind, text }) => (kind === 'string' || kind === 'regex') && text.replace(/[%_.*^$+?\\()[\]|-]/g, '').length >= 2);
}
