// @ts-check
/** What owners were told last of each thing, and when each was told something. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('told', table => {
    table
      .text('sent_fingerprint')
      .nullable()
      .comment('of what the owner was told last; null for nothing');
  });
  await knex('told')
    .whereNotNull('sent_at')
    .whereNot({ fingerprint: '' })
    .update({ sent_fingerprint: knex.ref('fingerprint') });
  await knex.schema.createTable('told_owners', table => {
    table.text('owner_ref').primary();
    table.text('claimed_at').notNullable();
    table.text('sent_at').nullable().comment('null until a message was sent');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('told_owners');
  await knex.schema.alterTable('told', table => {
    table.dropColumn('sent_fingerprint');
  });
};
