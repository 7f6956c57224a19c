// @ts-check
/**
 * Workloads of a rare kind stand together in most orders: without this index
 * they are looked for through all others.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('assessments', table => {
    table.index(['kind', 'stage_rank', 'name_order'], 'assessments_kind');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('assessments', table => {
    table.dropIndex(['kind', 'stage_rank', 'name_order'], 'assessments_kind');
  });
};
