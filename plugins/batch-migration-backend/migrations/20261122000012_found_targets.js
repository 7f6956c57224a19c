// @ts-check
/** What was found on the platforms, what it may replace, and who dismissed it. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('found_targets', table => {
    table.increments('id');
    table.text('finder').notNullable();
    table.text('ref').notNullable();
    table.text('key').notNullable();
    table.text('name_order').notNullable();
    table.text('search').notNullable();
    table.text('target').notNullable();
    table.text('first_seen_at').notNullable();
    table.text('last_seen_at').notNullable();
    table.text('gone_at');
    table.unique(['ref', 'key'], { indexName: 'found_targets_unique' });
    table.index(['name_order', 'id'], 'found_targets_order');
  });
  await knex.schema.createTable('target_proposals', table => {
    table
      .integer('target_id')
      .notNullable()
      .references('found_targets.id')
      .onDelete('CASCADE');
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.float('score').notNullable();
    table.text('reasons').notNullable();
    table.text('doubts').notNullable();
    table.primary(['target_id', 'workload_id']);
    table.index(['workload_id'], 'target_proposals_workload');
  });
  await knex.schema.createTable('target_dismissals', table => {
    table
      .integer('target_id')
      .primary()
      .references('found_targets.id')
      .onDelete('CASCADE');
    table.text('reason').notNullable();
    table.text('actor').notNullable();
    table.text('at').notNullable();
  });
  await knex.schema.createTable('find_places', table => {
    table.text('finder').notNullable();
    table.text('place').notNullable();
    table.text('read_at');
    table.text('failed_at');
    table.text('reason');
    table.primary(['finder', 'place']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('find_places');
  await knex.schema.dropTable('target_dismissals');
  await knex.schema.dropTable('target_proposals');
  await knex.schema.dropTable('found_targets');
};
