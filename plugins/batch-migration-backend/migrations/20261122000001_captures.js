// @ts-check
/** Captures that people or collectors handed in, credentials masked. Rows are only ever added. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('captures', table => {
    table.increments('id');
    table
      .text('server_ref')
      .notNullable()
      .references('servers.ref')
      .onDelete('CASCADE');
    table.text('captured_at').notNullable();
    table.text('taken_at').notNullable();
    table.text('actor').notNullable();
    table.string('content_hash', 64).notNullable();
    table
      .text('files', 'longtext')
      .notNullable()
      .comment('JSON: path, masked text and picked lines of each file');
    table
      .text('inventory', 'longtext')
      .notNullable()
      .comment('JSON: ServerInventory');
    table.unique(['server_ref', 'captured_at', 'content_hash'], {
      indexName: 'captures_unique',
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('captures');
};
