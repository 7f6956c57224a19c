// @ts-check
/** Legacy servers, their instances, and their roles. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('servers', table => {
    table.text('ref').primary();
    table.text('title').notNullable();
    table.text('description').nullable();
    table.text('owner_ref').nullable();
    table.text('system_ref').nullable();
    table.text('facts').notNullable().comment('JSON: Fact[]');
    table.text('hard_dates').notNullable().comment('JSON: HardDate[]');
  });
  await knex.schema.createTable('server_instances', table => {
    table
      .text('server_ref')
      .notNullable()
      .references('servers.ref')
      .onDelete('CASCADE');
    table
      .integer('location_id')
      .notNullable()
      .references('locations.id')
      .onDelete('CASCADE');
    table.primary(['server_ref', 'location_id']);
    table.index('location_id', 'server_instances_location_index');
  });
  await knex.schema.createTable('roles', table => {
    table.text('ref').primary();
    table.text('title').notNullable();
    table.text('description').nullable();
    table.text('type').notNullable();
    table.text('kind').notNullable();
    table.text('owner_ref').nullable();
    table.text('system_ref').nullable();
  });
  await knex.schema.createTable('role_servers', table => {
    table
      .text('role_ref')
      .notNullable()
      .references('roles.ref')
      .onDelete('CASCADE');
    table
      .text('server_ref')
      .notNullable()
      .references('servers.ref')
      .onDelete('CASCADE');
    table.primary(['role_ref', 'server_ref']);
    table.index('server_ref', 'role_servers_server_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('role_servers');
  await knex.schema.dropTable('roles');
  await knex.schema.dropTable('server_instances');
  await knex.schema.dropTable('servers');
};
