// @ts-check
/** What happened to cutover steps. Rows are only ever added. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('step_records', table => {
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    // From 1 in each workload: of two who write the same, one is refused.
    table.integer('sequence').notNullable();
    table.text('step_id').notNullable();
    table.text('event').notNullable();
    table.text('actor').notNullable();
    table.text('at').notNullable();
    table.text('recorded_at').notNullable();
    table.text('reason');
    table.text('step').notNullable().comment('JSON: CutoverStep, as it was');
    table.text('basis').notNullable().comment('JSON: Basis');
    table.primary(['workload_id', 'sequence']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('step_records');
};
