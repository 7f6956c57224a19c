// @ts-check
/**
 * A projection: what `assess` said last, so that many workloads can be
 * filtered, ordered and counted in SQL. It can be rebuilt from the rest.
 */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('assessments', table => {
    table
      .text('workload_id')
      .primary()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.text('kind').notNullable();
    table.text('role_ref').notNullable();
    table.text('owner').notNullable().comment('entity ref, or none');
    table.text('strategy').notNullable().comment('or none');
    table.text('wave').notNullable().comment('or none');
    table.text('stage').notNullable();
    table.text('placement').notNullable();
    table
      .boolean('done')
      .notNullable()
      .comment('retired or retained, and seen to be so now');
    table
      .integer('severity_rank')
      .notNullable()
      .comment('0 acute, 1 pressing, 2 no danger');
    table.integer('stage_rank').notNullable();
    table
      .text('due_at')
      .notNullable()
      .comment('next_at of the worst danger, else the next run');
    table.text('next_run_at').notNullable();
    table.text('name_order').notNullable();
    table.text('server_order').notNullable();
    table.text('search').notNullable();
    table.text('assessment').notNullable().comment('JSON: Assessment');
    table
      .integer('revision')
      .notNullable()
      .defaultTo(0)
      .comment('goes up whenever an input changes');
    table.text('computed_at').notNullable();
    table
      .text('valid_until')
      .nullable()
      .comment('empty: recompute now; null: until an input changes');
    table.index(
      ['severity_rank', 'due_at', 'workload_id'],
      'assessments_danger_order',
    );
    table.index(['name_order', 'workload_id'], 'assessments_name_order');
    table.index(
      ['server_order', 'name_order', 'workload_id'],
      'assessments_server_order',
    );
    table.index(
      ['stage_rank', 'name_order', 'workload_id'],
      'assessments_stage_order',
    );
    table.index(['next_run_at', 'workload_id'], 'assessments_next_run_order');
    table.index('valid_until', 'assessments_valid_until');
    table.index('role_ref', 'assessments_role');
    table.index('owner', 'assessments_owner');
    table.index('wave', 'assessments_wave');
    table.index('stage', 'assessments_stage');
    table.index('placement', 'assessments_placement');
  });
  await knex.schema.createTable('assessment_dangers', table => {
    table
      .text('workload_id')
      .notNullable()
      .references('workloads.id')
      .onDelete('CASCADE');
    table.text('type').notNullable();
    table.text('severity').notNullable();
    table.primary(['workload_id', 'type', 'severity']);
    table.index(['type', 'workload_id'], 'assessment_dangers_type');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('assessment_dangers');
  await knex.schema.dropTable('assessments');
};
