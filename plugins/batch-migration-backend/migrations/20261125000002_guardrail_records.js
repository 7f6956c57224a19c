// @ts-check
/** What people say of guardrails that nobody measures. Rows are only ever added. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('guardrail_records', table => {
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    // From 1 in each workload: of two who write the same, one is refused.
    table.integer('sequence').notNullable();
    table.text('guardrail_id').notNullable();
    table.text('step_id').notNullable();
    table.text('statement').notNullable();
    table.text('note').notNullable();
    table.text('author').notNullable();
    table.text('at').notNullable();
    table.primary(['workload_id', 'sequence']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('guardrail_records');
};
