// @ts-check
/**
 * Events know their position, and their hash covers it. Events from before
 * have none: their hash is of the format without it, and stays as it is.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('history', table => {
    table.integer('position').nullable().comment('1 for the first event');
    table.unique(['position'], { indexName: 'history_position_unique' });
  });
  await knex.schema.alterTable('history_head', table => {
    table.integer('position').nullable().comment('of the newest event');
    // A replica of the version before changes the hash alone: then the
    // position is that of an older event, and has to be counted.
    table.string('position_hash', 64).nullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('history_head', table => {
    table.dropColumn('position_hash');
    table.dropColumn('position');
  });
  await knex.schema.alterTable('history', table => {
    table.dropUnique(['position'], 'history_position_unique');
    table.dropColumn('position');
  });
};
