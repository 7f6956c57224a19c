// @ts-check
/**
 * A row whenever something changed that is counted: how many there are and
 * their sum tell whether a remembered count still holds. Rows are only added,
 * so that no two writers wait for each other.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('projection_changes', table => {
    table.increments('id');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('projection_changes');
};
