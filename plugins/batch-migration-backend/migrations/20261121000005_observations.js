// @ts-check
/**
 * What was seen. A row is written when something changed; while it stays the
 * same, only `seen_at` and `fresh_until` of the newest row move on.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('observations', table => {
    table.increments('id');
    table.integer('location_id').notNullable().references('locations.id');
    table.text('state').notNullable();
    table.text('detail').notNullable().comment('JSON: ObservationDetail');
    table.text('source').notNullable();
    table.text('observed_at').notNullable();
    table.text('seen_at').notNullable();
    table.text('fresh_until').nullable().comment('null never lapses');
    table.index(['location_id', 'observed_at'], 'observations_location_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('locations').update({ observation_id: null });
  await knex.schema.dropTable('observations');
};
