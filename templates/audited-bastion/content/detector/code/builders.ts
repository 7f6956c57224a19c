import { type Chain, pathOf, type Segment } from './chains.ts';
import { awsCommand } from './cloud.ts';
import type { Reading } from './reading.ts';

/** knex, Sequelize, TypeORM, Prisma, Mongo. */
export function judgeBuilder(reading: Reading, chain: Chain): void {
  if (reading.code.ruby) return;
  chain.segments.forEach((segment, index) => {
    const { name, args } = segment;
    if (index === 0) return;
    const root = chain.segments[0] as Segment;
    const isTable = (root.args !== undefined && /^(?:knex|db|trx)$/.test(root.name)) || chain.segments.some(each => ['table', 'createQueryBuilder', 'from', 'into', 'getRepository', 'collection', 'queryBuilder', 'deleteFrom', 'updateTable'].includes(each.name));
    if (['deleteMany', 'updateMany', 'remove'].includes(name) && args) {
      if (name === 'remove' && args.length === 0) return;
      if (name === 'remove' && !reading.code.is(args[0]?.[0] ?? -1, '{')) return;
      if (!reading.narrowing.conditionsNarrow(args.slice(0, 1)) && !reading.narrowing.isNarrowed(chain, index)) reading.report('mass-change', chain);
    } else if (['del', 'delete', 'update'].includes(name) && args && isTable) {
      const narrowed = chain.segments.some((each, at) => at !== index && /^(?:where|andWhere|whereIn)$/.test(each.name) && each.args && reading.narrowing.conditionsNarrow(each.args)) || (args[0] !== undefined && name === 'delete' && reading.narrowing.conditionsNarrow(args));
      if (!narrowed && !(name === 'delete' && args.length > 0 && !reading.code.is(args[0]?.[0] ?? -1, '{'))) reading.report('mass-change', chain);
    } else if (['delete', 'destroy'].includes(name) && args?.length && /[rR]epo|[mM]anager|[mM]odel/.test(root.name) && reading.code.is(args[0]?.[0] ?? -1, '{') && !reading.narrowing.conditionsNarrow(args)) {
      reading.report('mass-change', chain);
    } else if (name === 'destroy' && args?.length && reading.code.is(args[0]?.[0] ?? -1, '{') && index > 1 && !reading.narrowing.conditionsNarrow(args)) {
      reading.report('mass-change', chain);
    } else if (name === 'clear' && args?.length === 0 && /[rR]epo/.test(pathOf(chain))) {
      reading.report('mass-change', chain);
    } else if (name === 'drop' && args !== undefined && !chain.segments.some(each => each.name === '_')) {
      reading.report('drop-or-truncate', chain);
    } else if (name === 'sync' && args?.[0] && /force|alter/.test(reading.code.textOf(args[0]))) {
      reading.report('drop-or-truncate', chain);
    } else if (name === 'truncate' && args && /^[A-Z]/.test(root.name) && index === 1) {
      reading.report('drop-or-truncate', chain);
    } else if (name === 'send' && args?.[0]) {
      awsCommand(reading, chain, args[0]);
    }
  });
  // `new DeleteObjectCommand(…)`
  const root = chain.segments[0];
  if (root?.args && /Command$/.test(root.name)) awsCommand(reading, chain, [chain.from, chain.to]);
}
