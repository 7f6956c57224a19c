// @ts-check
/** Places and the things in them. Everything that was observed hangs on these. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('locations', table => {
    table.increments('id');
    table.text('ref').notNullable();
    table.text('key').notNullable();
    // The newest observation. No foreign key: the two tables would point at each other.
    table.integer('observation_id').nullable();
    table.unique(['ref', 'key'], { indexName: 'locations_ref_key_unique' });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('locations');
};
