// @ts-check
/** What inventories in files held when it was stored, so that what is the same is not read again. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('inventory_folders', table => {
    table.text('source').notNullable();
    table.text('folder').notNullable();
    table.text('server_ref').notNullable();
    table.text('content_hash').notNullable();
    table.text('failures').notNullable();
    table.primary(['source', 'folder']);
  });
  await knex.schema.createTable('inventory_trees', table => {
    table.text('source').primary();
    table.text('version').notNullable();
    table.text('read_as').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('inventory_trees');
  await knex.schema.dropTable('inventory_folders');
};
