// @ts-check
/** The plan of each workload, and every version that it had. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('plans', table => {
    table
      .text('workload_id')
      .primary()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.integer('version').notNullable();
    table.text('plan').notNullable().comment('JSON: Plan');
  });
  await knex.schema.createTable('plan_versions', table => {
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.integer('version').notNullable();
    table.text('plan').notNullable().comment('JSON: Plan');
    table.text('actor').notNullable();
    table.text('at').notNullable();
    table.primary(['workload_id', 'version']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('plan_versions');
  await knex.schema.dropTable('plans');
};
