// @ts-check
/** The units that move, where they are, and what Git says about them. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('workloads', table => {
    table.text('id').primary();
    table.text('name').notNullable();
    table.text('kind').notNullable();
    table.text('role_ref').notNullable().references('roles.ref');
    table.text('owner_ref').nullable();
    table.text('schedule').nullable().comment('JSON: ScheduleSpec');
    table.text('command').notNullable();
    table.text('description').nullable();
    table.text('masked_secrets').notNullable().comment('JSON: string[]');
    table.text('soak_passed_at').nullable();
    table.text('first_seen_at').notNullable();
    table.index('role_ref', 'workloads_role_index');
  });
  await knex.schema.createTable('workload_servers', table => {
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.text('server_ref').notNullable().references('servers.ref');
    table.primary(['workload_id', 'server_ref']);
    table.index('server_ref', 'workload_servers_server_index');
  });
  await knex.schema.createTable('workload_locations', table => {
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.integer('location_id').notNullable().references('locations.id');
    table.text('side').notNullable();
    table.integer('position').notNullable();
    table.primary(['workload_id', 'location_id']);
    table.index('location_id', 'workload_locations_location_index');
  });
  await knex.schema.createTable('intents', table => {
    table.increments('id');
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.text('source').notNullable();
    table.text('server_ref').notNullable();
    table.text('intent').notNullable().comment('JSON: DeclaredIntent');
    table.index('workload_id', 'intents_workload_index');
    table.index(['source', 'server_ref'], 'intents_source_server_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('intents');
  await knex.schema.dropTable('workload_locations');
  await knex.schema.dropTable('workload_servers');
  await knex.schema.dropTable('workloads');
};
