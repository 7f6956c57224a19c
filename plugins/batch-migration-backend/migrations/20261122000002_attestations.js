// @ts-check
/** What people said where no probe can look. Rows are only ever added. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('attestations', table => {
    table.increments('id');
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.text('fact').notNullable();
    table.integer('seconds').notNullable();
    table.text('reason').notNullable();
    table.text('author').notNullable();
    table.text('at').notNullable();
    table.text('expires_at').notNullable();
    table.index(['workload_id', 'id'], 'attestations_workload_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('attestations');
};
