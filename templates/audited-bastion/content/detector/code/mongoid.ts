import type { Segment } from './chains.ts';
import type { Call, Reading } from './reading.ts';

const CLIENT = /^(?:client|default|default_client|mongo_client|mongo|mongo_session|with_name|database|session|db)$/;

/** Mongoid, and the driver of MongoDB below it. */
export function judgeMongoid(reading: Reading, { chain, index, name, args, root }: Call): void {
  if (!reading.code.ruby || index === 0) return;
  const before = chain.segments.slice(0, index);
  const owner = before.at(-1) as Segment;
  if (root === 'Mongoid' && /^(?:purge|truncate)!$/.test(name)) {
    reading.report('drop-or-truncate', chain);
  } else if (name === 'drop' && (args ?? []).length === 0 && isCollection(before)) {
    reading.report('drop-or-truncate', chain);
  } else if (name === 'drop_all' && owner.name === 'indexes') {
    reading.report('schema-change', chain);
  } else if ((name === 'delete_many' || name === 'update_many') && !isNarrowed(reading, before, name === 'delete_many' ? args : args?.slice(0, before.some(each => each.name === 'find') ? 0 : 1))) {
    reading.report('mass-change', chain);
  } else if ((name === 'bulk_write' || name === 'insert_many') && isCollection(before)) {
    reading.report('bulk-write', chain);
  }
}

/** `User.collection`, `client[:users]`, `….database`. */
function isCollection(before: Segment[]): boolean {
  const [previous, owner] = [before.at(-2), before.at(-1) as Segment];
  if (owner.isIndex) return CLIENT.test(previous?.name ?? '');
  return owner.name === 'collection' || (owner.name === 'database' && before.length > 1);
}

function isNarrowed({ narrowing }: Reading, before: Segment[], args: Call['args']): boolean {
  return narrowing.conditionsNarrow(args ?? []) || before.some(({ name, args: given }) => /^(?:find|where)$/.test(name) && given !== undefined && narrowing.conditionsNarrow(given));
}
