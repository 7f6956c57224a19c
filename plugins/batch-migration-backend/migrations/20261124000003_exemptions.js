// @ts-check
/** Who answers for workloads that stand still. Rows are signed, never deleted. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('exemptions', table => {
    table.increments('id');
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.text('reason').notNullable();
    table.text('expires_at').notNullable();
    table.text('asked_by').notNullable();
    table.text('asked_at').notNullable();
    table.text('approved_by');
    table.text('approved_at');
    table.text('withdrawn_by');
    table.text('withdrawn_at');
    table.index(['workload_id', 'id'], 'exemptions_workload_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('exemptions');
};
