// @ts-check
/** What was last read on each host of a group of hosts that is one server. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('member_readings', table => {
    table
      .text('server_ref')
      .notNullable()
      .references('servers.ref')
      .onDelete('CASCADE');
    table.text('member').notNullable();
    table.text('read_at').notNullable();
    table
      .text('lapses_at')
      .nullable()
      .comment('When the next of its places counts no more');
    table
      .text('reading', 'longtext')
      .notNullable()
      .comment('JSON: MemberReading');
    table.primary(['server_ref', 'member']);
    table.index('lapses_at', 'member_readings_lapse_index');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('member_readings');
};
