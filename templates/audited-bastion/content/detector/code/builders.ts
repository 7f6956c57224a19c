import { type Chain, pathOf, type Segment, type Span } from './chains.ts';
import { isOnlyShown } from './printed.ts';
import type { Call, Reading } from './reading.ts';

const TABLES = new Set(['table', 'createQueryBuilder', 'from', 'into', 'getRepository', 'collection', 'queryBuilder', 'deleteFrom', 'updateTable']);
const CONDITIONS = /^(?:where|andWhere|whereIn|eq|in|match|whereInIds|findById|whereKey|byId)$/;
const HOLDER = /[rR]epo|[mM]anager|[mM]odel|^em$|entityManager/;
/** Which argument holds the condition. */
const CONDITION_AT: Record<string, number> = { nativeDelete: 1, nativeUpdate: 1, bulkDelete: 1, bulkUpdate: 2 };
const READS = /^(?:find|findAll|findMany|findBy|getMany|toArray|findAndCountAll|scan)$/;

/** knex, Sequelize, TypeORM, Prisma, MikroORM, Objection, Drizzle, Kysely, Mongoose. */
export function judgeBuilder(reading: Reading, call: Call): void {
  const { chain, index, name, args } = call;
  if (reading.code.ruby || index === 0 || !args || isOnlyShown(reading, call)) return;
  if (isEmptying(reading, call)) reading.report('drop-or-truncate', chain);
  else if (isMass(reading, call)) reading.report('mass-change', chain);
  else if (name === 'sync' && args[0] && /force|alter/.test(reading.code.textOf(args[0]))) reading.report('drop-or-truncate', chain);
}

function isEmptying({ code }: Reading, { chain, index, name, args = [], root }: Call): boolean {
  const first = code.tokens[args[0]?.[0] ?? -1];
  const isObject = args.length === 0 || (first?.kind === 'sign' && first.text === '{');
  // `drop([1, 2], 1)` and `values().drop(2)` leave things out of a list.
  if (name === 'drop') return !chain.segments.some(each => each.name === '_') && first?.kind !== 'number' && !(first?.kind === 'sign' && first.text === '[');
  return name === 'truncate' && ((/^[A-Z]/.test(root) && index === 1) || (isObject && root !== '"text"' && !/^(?:fs|fsp|require|fh|file|handle)$/.test(root)));
}

function isMass(reading: Reading, { chain, index, name, args = [], root }: Call): boolean {
  const { code, narrowing } = reading;
  const [first] = args;
  const takesObject = first !== undefined && code.is(first[0], '{');
  switch (name) {
    case 'deleteMany':
    case 'updateMany':
      return !narrowing.conditionsNarrow(args.slice(0, 1)) && !narrowing.isNarrowed(chain, index);
    case 'remove':
    case 'softRemove':
    case 'removeAndFlush':
      if (takesObject) return !narrowing.conditionsNarrow([first]) && !narrowing.isNarrowed(chain, index);
      return first !== undefined && readsAll(reading, first);
    case 'nativeDelete':
    case 'nativeUpdate':
    case 'bulkDelete':
    case 'bulkUpdate':
      return !narrowing.conditionsNarrow(args.slice(CONDITION_AT[name], (CONDITION_AT[name] ?? 0) + 1));
    case 'clear':
      return args.length === 0 && /[rR]epo/.test(pathOf(chain));
    case 'deleteFrom':
    case 'updateTable':
      return !isConditioned(reading, chain, index);
    case 'increment':
    case 'decrement':
      return /^[A-Z]/.test(root) && index === 1 && !args.some(span => code.is(span[0], '{') && narrowing.conditionsNarrow([span]));
    case 'del':
    case 'delete':
    case 'update':
    case 'patch':
    case 'softDelete':
    case 'restore':
      if (name === 'restore' && /^[A-Z]/.test(root) && index === 1) return !narrowing.conditionsNarrow(args);
      if (name === 'update' && args.length === 2 && takesObject && narrowing.conditionsNarrow([first])) return false;
      if (isTable(chain) || (name === 'del' && args.length === 0)) return (name === 'update' || name === 'patch' || first === undefined || takesObject) && !isConditioned(reading, chain, index) && !(takesObject && /elete|restore/.test(name) && narrowing.conditionsNarrow(args));
      if (/^(?:db|tx|trx|drizzle)$/.test(root) && index === 1 && name !== 'patch' && first && code.tokens[first[0]]?.kind === 'word') return !isConditioned(reading, chain, index);
      if (first && readsAll(reading, first)) return true;
      // The managers of TypeORM take the entity first.
      if (HOLDER.test(chain.segments[index - 1]?.name ?? '') && args[1] && code.is(args[1][0], '{') && /^[A-Z'"]/.test(code.textOf(first as Span))) return !narrowing.conditionsNarrow([args[1]]);
      return /elete$/.test(name) && takesObject && HOLDER.test(root) && !narrowing.conditionsNarrow(args);
    case 'destroy':
      if (first && !takesObject) return readsAll(reading, first);
      return takesObject && (index > 1 || HOLDER.test(root)) && !narrowing.conditionsNarrow(args);
    default:
      return false;
  }
}

function isTable({ segments }: Chain): boolean {
  const root = segments[0] as Segment;
  return (root.args !== undefined && /^(?:knex|db|trx|tx)$/.test(root.name)) || segments.some(({ name, args }) => TABLES.has(name) || (name === 'query' && args?.length === 0));
}

function isConditioned({ narrowing }: Reading, { segments }: Chain, index: number): boolean {
  return segments.some(({ name, args }, at) => at !== index && CONDITIONS.test(name) && args !== undefined && (/ById$|byId$|whereInIds|whereKey/.test(name) ? args.length > 0 : narrowing.conditionsNarrow(args)));
}

/** `remove(await repository.find())`, also by a variable. */
function readsAll({ members, narrowing, constants }: Reading, span: Span): boolean {
  const given = members.chainOf(span);
  const only = given?.segments.length === 1 && given.segments[0]?.args === undefined ? constants.assignmentOf(given.segments[0]?.name ?? '') : undefined;
  const chain = only ? members.chainOf(only) : given;
  return chain !== undefined && chain.segments.some(({ name, args }, index) => index > 0 && READS.test(name) && args !== undefined && !narrowing.conditionsNarrow(args)) && !narrowing.isNarrowed(chain, chain.segments.length);
}
