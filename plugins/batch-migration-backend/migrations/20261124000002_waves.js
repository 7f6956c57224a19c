// @ts-check
/** What people say of the waves that plans name. A wave that has no row has no dates. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('waves', table => {
    table.text('name').primary();
    table.integer('version').notNullable();
    table.text('title').notNullable();
    table.text('start').comment('YYYY-MM-DD in the zone of the estate');
    table.text('deadline').comment('likewise; the last day of the wave');
    table.text('description');
    table.text('owner_ref');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('waves');
};
