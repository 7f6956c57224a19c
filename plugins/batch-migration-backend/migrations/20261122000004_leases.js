// @ts-check
/**
 * Work that only one replica does at a time. A holder beats; one whose `beat`
 * stands still has died. Rounds are counted, so that clocks need not agree.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('leases', table => {
    table.text('name').primary();
    table.text('holder').nullable().comment('null where nobody holds it');
    table.integer('beat').notNullable().defaultTo(0);
    table.integer('round').notNullable().defaultTo(0).comment('Rounds started');
    table
      .integer('finished_round')
      .notNullable()
      .defaultTo(0)
      .comment('The newest round that came to its end');
    table.text('finished_at').nullable();
    table.text('result').nullable().comment('JSON: what that round answered');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('leases');
};
