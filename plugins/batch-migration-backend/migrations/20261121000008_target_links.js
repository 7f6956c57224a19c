// @ts-check
/** Which repository was made for which workload, in order. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('target_links', table => {
    table.increments('id');
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.integer('location_id').notNullable().references('locations.id');
    table.text('repository').notNullable();
    table.text('linked_at').notNullable();
    table.unique(['workload_id', 'location_id', 'repository'], {
      indexName: 'target_links_unique',
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('target_links');
};
