// @ts-check
/** Which source names which server, so that it is known which are still there. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('server_listings', table => {
    table.text('source').notNullable();
    table.text('server_ref').notNullable();
    table.text('last_listed_at').notNullable();
    table
      .text('missing_since')
      .nullable()
      .comment('the first complete answer that does not name it');
    table
      .text('unlisted_at')
      .nullable()
      .comment('null while the source counts as naming it');
    table.primary(['source', 'server_ref']);
    table.index('server_ref', 'server_listings_server_index');
  });
  // Until its source answers again, what was ever read of a server lists it.
  await knex.raw(
    `insert into server_listings (source, server_ref, last_listed_at)
     select source, server_ref, max(taken_at) from inventory_captures
     group by source, server_ref`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('server_listings');
};
