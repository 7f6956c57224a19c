// @ts-check
/** Until when the runs of a location were read from its platform. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('run_reads', table => {
    table.integer('location_id').primary().references('locations.id');
    table.text('read_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('run_reads');
};
