// @ts-check
/** Executions that were seen, each once by the platform's own id. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('runs', table => {
    table.increments('id');
    table.integer('location_id').notNullable().references('locations.id');
    table.text('external_id').notNullable();
    table.text('scheduled_for').nullable();
    table.text('started_at').notNullable();
    table.text('ended_at').nullable();
    table.text('outcome').notNullable();
    table.text('source').notNullable();
    table.text('url').nullable();
    table.unique(['location_id', 'external_id'], {
      indexName: 'runs_external_unique',
    });
    table.index(['location_id', 'started_at'], 'runs_location_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('runs');
};
