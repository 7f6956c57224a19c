// @ts-check
/** What was declared once: since when it is not, and whose it is when it returns. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('former_intents', table => {
    table.increments('id');
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.text('source').notNullable();
    table.text('server_ref').notNullable();
    table.text('intent').notNullable().comment('JSON: DeclaredIntent');
    table
      .text('ended_at')
      .notNullable()
      .comment('the first reading without it');
    table.index('workload_id', 'former_intents_workload_index');
    table.index(['source', 'server_ref'], 'former_intents_source_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('former_intents');
};
