import type { Chain, Segment } from './chains.ts';
import type { Call, Reading } from './reading.ts';

const DATABASE = /^(?:DB|db|database|[A-Z][A-Z0-9_]*_DB|\w+_db)$/;
const CONDITIONS = /^(?:where|filter|and|with_pk|with_pk!|where_all)$/;
const DEEPEST = 4;

/** Sequel: datasets, which change every row where nothing narrows them. */
export function judgeSequel(reading: Reading, { chain, index, name, args }: Call): void {
  if (!reading.code.ruby || index === 0) return;
  if (chain.segments[index]?.isIndex) runsText(reading, chain, index);
  if (!/^(?:delete|update|truncate)$/.test(name)) return;
  // `delete(5)` and `delete(:a)` are those of lists and hashes.
  if (name === 'delete' && args !== undefined && args.length > 0) return;
  const before = datasetOf(reading, chain.segments.slice(0, index), chain);
  if (!before) return;
  if (name === 'truncate') reading.report('drop-or-truncate', chain);
  else if (!isNarrowed(reading, before)) reading.report('mass-change', chain);
}

/** `DB << 'DELETE FROM users'`. */
export function judgeAppended({ code, constants, judge }: Reading, { segments, to }: Chain): void {
  if (!code.ruby || !DATABASE.test(segments.at(-1)?.name ?? '') || !code.is(to, '<<')) return;
  const text = constants.text([to + 1, code.endOfStatement(to + 1)]);
  if (text !== undefined) judge.nested({ language: 'sql', text, dialect: 'either' });
  else judge.giveUp('the statement it runs is not known', code.textOf([to - 1, to + 2]));
}

/** `DB['DELETE FROM users']`. */
function runsText({ constants, judge }: Reading, { segments }: Chain, index: number): void {
  const text = constants.text(segments[index]?.args?.[0]);
  if (DATABASE.test(segments[index - 1]?.name ?? '') && text !== undefined && /\s/.test(text.trim())) judge.nested({ language: 'sql', text, dialect: 'either' });
}

/** The segments behind `DB[:users]`, `DB.from(:users)` or `User.dataset`, also by a variable. */
function datasetOf(reading: Reading, segments: Segment[], { from }: Pick<Chain, 'from'>, depth = 0): Segment[] | undefined {
  const at = segments.findIndex((segment, index) => {
    const previous = segments[index - 1]?.name ?? '';
    if (segment.name === 'dataset' || (/^[A-Z]/.test(previous) && index === 1 && /^(?:where|exclude)$/.test(segment.name))) return true;
    return DATABASE.test(previous) && (segment.isIndex ? reading.code.tokens[segment.args?.[0]?.[0] ?? -1]?.kind === 'symbol' : segment.name === 'from');
  });
  if (at >= 0) return segments[at]?.name === 'where' ? segments.slice(at) : segments.slice(at + 1);
  const [root] = segments;
  const assignment = root && root.args === undefined ? reading.constants.assignmentOf(root.name) : undefined;
  if (!assignment || depth >= DEEPEST || (assignment[0] <= from && from < assignment[1])) return undefined;
  const origin = reading.code.chainAt(assignment[0]);
  return origin && datasetOf(reading, [...origin.segments, ...segments.slice(1)], origin, depth + 1);
}

function isNarrowed({ narrowing }: Reading, segments: Segment[]): boolean {
  // One record, and no dataset any more.
  if (segments.some(({ name }) => /^(?:first|last|single_record|get|all|to_a|map|count|to_hash|as_hash|select_map|group_by)!?$/.test(name))) return true;
  return segments.some(({ name, args }) => CONDITIONS.test(name) && args !== undefined && (/^with_pk/.test(name) ? args.length > 0 : narrowing.conditionsNarrow(args)));
}
