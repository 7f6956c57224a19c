import { FILE_OWNERS, NETWORK_OWNERS } from './owners.ts';
import type { Call, Reading } from './reading.ts';
import type { Token } from './tokens.ts';

export const MASS = new Set(['delete_all', 'destroy_all', 'update_all', 'touch_all', 'nullify_all']);
export const BY = new Set(['delete_by', 'destroy_by']);
export const BULK = new Set(['upsert_all', 'insert_all', 'insert_all!', 'bulkCreate', 'insertMany', 'createMany', 'bulkWrite']);
export const EACH = new Set(['each', 'find_each', 'map', 'in_batches', 'find_in_batches', 'each_slice', 'each_with_index', 'each_with_object', 'collect', 'flat_map', 'each_batch', 'forEach', 'reverse_each', 'tap', 'then', 'yield_self', 'filter_map', 'select', 'reject', 'in_groups_of', 'each_record', 'each_object', 'cycle', 'each_entry']);
const WRITING = new Set(['destroy', 'destroy!', 'delete', 'update', 'update!', 'update_column', 'update_columns', 'update_attribute', 'update_attributes', 'save', 'save!', 'touch', 'increment!', 'decrement!', 'toggle!', 'delete_all', 'destroy_all', 'update_all', 'really_destroy!', 'perform_async', 'perform_later', 'perform_in', 'deliver_now', 'deliver_later', 'deliver', 'remove', 'deleteOne', 'purge', 'purge_later', 'discard', 'discard!', 'clear', 'unlock!', 'kill', 'retry', 'stop!', 'quiet!', 'flushdb', 'flushall', 'cancel!', 'archive!', 'upsert', 'add_to_queue', 'reset_counters', 'truncate', 'drop_table', 'execute', 'enqueue']);

/** Arel's managers, which make a statement of their own. */
export function managesAll({ narrowing }: Reading, { chain, index, name }: Call): boolean {
  const isManager = /^(?:DeleteManager|UpdateManager)$/.test(name) && chain.segments[0]?.name === 'Arel';
  return (isManager || /^compile_(?:delete|update)$/.test(name)) && !narrowing.isNarrowed(chain, index) && !chain.segments.some(({ name: each, args }) => each === 'where' && args && narrowing.conditionsNarrow(args));
}

/** A loop over more records than were named, with a write in it. */
export function iterates(reading: Reading, { chain, index, args = [], segment: { block } }: Call): void {
  const spans = [...args, ...(block ? [block] : [])];
  const writes = spans.some(span => {
    for (let at = span[0]; at < span[1]; at += 1) {
      const token = reading.code.tokens[at] as Token;
      if (token.kind === 'symbol' && reading.code.is(at - 1, '&') && WRITING.has(token.text)) return true;
      if (token.kind === 'word' && WRITING.has(token.text) && (reading.code.ruby || reading.code.is(at + 1, '(')) && (reading.code.is(at - 1, '.') || reading.code.is(at - 1, '&.'))) return true;
    }
    return false;
  });
  // `in_batches.delete_all` and `find_each.map(&:destroy)`: the write is a segment of its own.
  if (!writes || reading.narrowing.isNarrowed(chain, index)) return;
  const root = chain.segments[0];
  if (root?.name === '[list]' || root?.name === '"text"' || root?.name === '(group)') {
    // Records that are named one by one; a list of another query is judged as that.
    if (root.name !== '(group)' && (root.args?.length ?? 0) <= 20 && !root.args?.some(span => reading.code.tokens[span[0]]?.text === '*')) return;
  }
  if (index === 0) return;
  reading.report('mass-change', chain);
}

export function classWrite(reading: Reading, { chain, name, args = [] }: Call): void {
  const [first] = args;
  if (!first || NETWORK_OWNERS.test(chain.segments[0]?.name ?? '') || FILE_OWNERS.test(chain.segments[0]?.name ?? '')) return;
  if (reading.code.ruby) {
    // User.destroy(5) names its record; User.update(:all, …) and User.delete(User.ids) do not.
    const chainOfFirst = reading.code.chainAt(first[0]);
    const asksForAll = chainOfFirst !== undefined && /^[A-Z]/.test(chainOfFirst.segments[0]?.name ?? '') && chainOfFirst.segments.length > 1 && !reading.narrowing.isNarrowed(chainOfFirst, chainOfFirst.segments.length);
    // User.update(admin: true) is every user.
    const isEvery = /^update!?$/.test(name) && reading.narrowing.isHash(first);
    if (reading.constants.text(first) === 'all' || asksForAll || isEvery) reading.report('mass-change', chain);
    return;
  }
  const condition = name === 'update' ? args[1] : first;
  if (!condition || (reading.code.is(condition[0], '{') && !reading.narrowing.conditionsNarrow([condition]))) reading.report('mass-change', chain);
}
