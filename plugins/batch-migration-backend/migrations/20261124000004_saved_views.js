// @ts-check
/** Questions to the table of workloads that people keep. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('saved_views', table => {
    table.text('id').primary();
    table.integer('version').notNullable();
    table.text('owner_ref').notNullable();
    table.text('title').notNullable();
    table.text('query').notNullable();
    table.boolean('shared').notNullable();
    table.text('updated_at').notNullable();
    table.index('owner_ref', 'saved_views_owner_index');
    table.index('shared', 'saved_views_shared_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('saved_views');
};
