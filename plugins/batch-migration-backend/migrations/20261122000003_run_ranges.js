// @ts-check
/** Stretches of time in which every run at a location would have been seen. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('run_ranges', table => {
    table.increments('id');
    table.integer('location_id').notNullable().references('locations.id');
    table.text('starts_at').notNullable();
    table.text('ends_at').notNullable().comment('Inclusive');
    table.index(['location_id'], 'run_ranges_location_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_ranges');
};
