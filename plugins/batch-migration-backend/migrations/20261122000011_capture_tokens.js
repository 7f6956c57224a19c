// @ts-check
/** Tokens with which a host hands in its own captures. Only the hash of a secret is stored. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('capture_tokens', table => {
    table.string('id', 32).primary();
    table
      .text('server_ref')
      .notNullable()
      .references('servers.ref')
      .onDelete('CASCADE');
    table.string('secret_hash', 64).notNullable();
    table.text('label');
    table.text('created_at').notNullable();
    table.text('created_by').notNullable();
    table.text('expires_at').notNullable();
    table.text('last_used_at');
    table.text('revoked_at');
    table.text('revoked_by');
    table.index(['server_ref'], 'capture_tokens_server');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('capture_tokens');
};
