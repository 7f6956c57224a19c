// @ts-check
/** Since when runs of a location could not be read; without those that were. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('run_gaps', table => {
    table.integer('location_id').primary().references('locations.id');
    table.text('unread_since').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_gaps');
};
