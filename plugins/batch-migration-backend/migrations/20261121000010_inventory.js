// @ts-check
/** Sources of inventories and probes as they last answered, and every capture that was taken. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('inventory_sources', table => {
    table.text('id').notNullable();
    table
      .text('server_ref')
      .notNullable()
      .comment('empty for the source as a whole');
    table.text('answered_at').nullable();
    table.text('failing_since').nullable();
    table.text('reason').nullable();
    table.primary(['id', 'server_ref']);
  });
  await knex.schema.createTable('inventory_captures', table => {
    table.increments('id');
    table.text('source').notNullable();
    table.text('role').notNullable();
    table
      .text('server_ref')
      .notNullable()
      .references('servers.ref')
      .onDelete('CASCADE');
    table.text('captured_at').notNullable();
    table.text('taken_at').notNullable();
    table.string('content_hash', 64).notNullable();
    table
      .text('fresh_until')
      .nullable()
      .comment('null for a declared inventory');
    table.integer('items').notNullable();
    table.text('places').notNullable().comment('JSON: InventoryPlace[]');
    table.text('issues').notNullable().comment('JSON: InventoryIssue[]');
    table.unique(['source', 'server_ref', 'captured_at', 'content_hash'], {
      indexName: 'inventory_captures_unique',
    });
    table.index(
      ['server_ref', 'source', 'captured_at'],
      'inventory_captures_server_index',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('inventory_captures');
  await knex.schema.dropTable('inventory_sources');
};
