// @ts-check
/** What owners were told of, so that each thing is told once. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('told', table => {
    table.text('topic').notNullable();
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.text('owner_ref').notNullable();
    table
      .text('fingerprint')
      .notNullable()
      .comment('of what was told; empty where it is over');
    table.text('claimed_at').notNullable();
    table.text('sent_at').nullable().comment('null until it was sent');
    table.primary(['topic', 'workload_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('told');
};
