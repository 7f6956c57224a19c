// @ts-check
/** Append-only events; each carries the hash of the one before it. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('history', table => {
    table.increments('id');
    table.text('at').notNullable();
    table.text('actor').notNullable();
    table.text('type').notNullable();
    table.text('summary').notNullable();
    // No foreign key: an event outlives what it tells about.
    table.text('workload_id').nullable();
    table.text('changes').notNullable().comment('JSON: HistoryEvent.changes');
    table.string('prev_hash', 64).notNullable();
    table.string('hash', 64).notNullable();
    table.unique(['prev_hash'], { indexName: 'history_prev_hash_unique' });
    table.index(['workload_id', 'id'], 'history_workload_index');
  });
  // One row, locked while events are appended, so that the chain never forks.
  await knex.schema.createTable('history_head', table => {
    table.integer('id').primary();
    table.string('hash', 64).notNullable();
  });
  await knex('history_head').insert({ id: 1, hash: '0'.repeat(64) });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('history_head');
  await knex.schema.dropTable('history');
};
