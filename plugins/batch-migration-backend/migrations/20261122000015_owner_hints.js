// @ts-check
/**
 * What inventories tell of owners: proposed to people, never set by itself. Of
 * authors in Git it holds the name and a digest of the address.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('owner_hints', table => {
    table.increments('id');
    table.text('source').notNullable();
    table.text('server_ref').notNullable();
    // Of a group of hosts: whose reading told it; '' for the whole server.
    table.text('member').notNullable();
    // 'line': told by the content; 'beside': by what lies beside the files.
    table.text('origin').notNullable();
    table.text('location_ref').notNullable();
    // NULL: all of the place.
    table.text('location_key');
    table.text('hint').notNullable();
    table.index(['source', 'server_ref'], 'owner_hints_told_by');
    table.index(['location_ref'], 'owner_hints_location');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('owner_hints');
};
