// @ts-check
/** Until when a platform's count of starts showed no run that is not known. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('run_reads', table => {
    table.text('counted_at');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('run_reads', table => {
    table.dropColumn('counted_at');
  });
};
