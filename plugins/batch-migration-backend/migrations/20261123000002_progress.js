// @ts-check
/** What was counted last on each day: the record that forecasts are made from. */

const STAGES = [
  'discovered',
  'planned',
  'built',
  'cut_over',
  'proven',
  'retired',
  'retained',
];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('progress', table => {
    table.text('subject').notNullable().comment('all, server or wave');
    table.text('key').notNullable().comment('empty for all');
    table
      .text('date')
      .notNullable()
      .comment('YYYY-MM-DD in the zone of the estate');
    table.text('counted_at').notNullable();
    table.integer('scope').notNullable();
    for (const stage of STAGES) table.integer(stage).notNullable();
    table.integer('done_retired').notNullable();
    table.integer('done_retained').notNullable();
    table.integer('not_seen').notNullable();
    table.text('changes').notNullable().comment('JSON: why the scope changed');
    table.integer('more_changes').notNullable();
    // One row for each day, whichever replica counts, and however often.
    table.primary(['subject', 'key', 'date']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('progress');
};
