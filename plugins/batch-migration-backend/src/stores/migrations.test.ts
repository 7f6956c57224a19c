import { testDatabases } from '../testDatabases';
import { migrationsDirectory } from './BatchMigrationDatabase';

jest.setTimeout(240_000);

const AT = '2026-02-12T01:24:00.000Z';
const HASH = 'f'.repeat(64);

/** A row for every table, parents first. */
const ROWS: Array<[string, object]> = [
  ['settings', { key: 'k', value: 'v' }],
  ['locations', { id: 1, ref: 'crontab:default/bat000/x', key: 'a' }],
  ['servers', { ref: 's', title: 's', facts: '[]', hard_dates: '[]' }],
  [
    'captures',
    {
      server_ref: 's',
      captured_at: AT,
      taken_at: AT,
      actor: 'a',
      content_hash: HASH,
      files: '[]',
      inventory: '{}',
    },
  ],
  [
    'capture_tokens',
    {
      id: 't',
      server_ref: 's',
      secret_hash: HASH,
      created_at: AT,
      created_by: 'a',
      expires_at: AT,
    },
  ],
  ['projection_changes', { id: 1 }],
  [
    'member_readings',
    { server_ref: 's', member: 'i-1', read_at: AT, reading: '{}' },
  ],
  [
    'inventory_folders',
    {
      source: 'x',
      folder: 'bat000',
      server_ref: 's',
      content_hash: HASH,
      failures: '[]',
    },
  ],
  [
    'owner_hints',
    {
      source: 'x',
      server_ref: 's',
      member: '',
      origin: 'line',
      location_ref: 'declared:default/bat000/crontab',
      location_key: null,
      hint: '{}',
    },
  ],
  ['inventory_trees', { source: 'x', version: 'v', read_as: HASH }],
  ['server_instances', { server_ref: 's', location_id: 1 }],
  ['roles', { ref: 'r', title: 'r', type: 'tools', kind: 'scheduled' }],
  ['role_servers', { role_ref: 'r', server_ref: 's' }],
  [
    'workloads',
    {
      id: 'w',
      name: 'w',
      kind: 'scheduled',
      role_ref: 'r',
      command: 'c',
      masked_secrets: '[]',
      first_seen_at: AT,
    },
  ],
  ['workload_servers', { workload_id: 'w', server_ref: 's' }],
  [
    'workload_locations',
    { workload_id: 'w', location_id: 1, side: 'legacy', position: 0 },
  ],
  [
    'intents',
    { workload_id: 'w', source: 'git', server_ref: 's', intent: '{}' },
  ],
  [
    'former_intents',
    {
      workload_id: 'w',
      source: 'git',
      server_ref: 's',
      intent: '{}',
      ended_at: AT,
    },
  ],
  [
    'observations',
    {
      location_id: 1,
      state: 'active',
      detail: '{}',
      source: 'p',
      observed_at: AT,
      seen_at: AT,
    },
  ],
  [
    'runs',
    {
      location_id: 1,
      external_id: 'arn',
      started_at: AT,
      outcome: 'succeeded',
      source: 'p',
    },
  ],
  ['run_ranges', { location_id: 1, starts_at: AT, ends_at: AT }],
  ['run_reads', { location_id: 1, read_at: AT, counted_at: AT }],
  ['run_gaps', { location_id: 1, unread_since: AT }],
  ['leases', { name: 'observe' }],
  ['plans', { workload_id: 'w', version: 1, plan: '{}' }],
  [
    'plan_versions',
    { workload_id: 'w', version: 1, plan: '{}', actor: 'a', at: AT },
  ],
  ['waves', { name: 'spring', version: 1, title: 'Spring' }],
  [
    'exemptions',
    {
      workload_id: 'w',
      reason: 'r',
      expires_at: AT,
      asked_by: 'a',
      asked_at: AT,
    },
  ],
  [
    'saved_views',
    {
      id: 'v',
      version: 1,
      owner_ref: 'a',
      title: 't',
      query: '',
      shared: false,
      updated_at: AT,
    },
  ],
  [
    'guardrail_records',
    {
      workload_id: 'w',
      sequence: 1,
      guardrail_id: 'errors',
      step_id: 'weight-10',
      statement: 'holds',
      note: 'n',
      author: 'a',
      at: AT,
    },
  ],
  [
    'step_records',
    {
      workload_id: 'w',
      sequence: 1,
      step_id: 'soak',
      event: 'completed',
      actor: 'a',
      at: AT,
      recorded_at: AT,
      step: '{}',
      basis: '{}',
    },
  ],
  [
    'attestations',
    {
      workload_id: 'w',
      fact: 'longest-run',
      seconds: 60,
      reason: 'r',
      author: 'a',
      at: AT,
      expires_at: AT,
    },
  ],
  [
    'target_links',
    { workload_id: 'w', location_id: 1, repository: 'x', linked_at: AT },
  ],
  [
    'found_targets',
    {
      id: 1,
      finder: 'f',
      ref: 'scheduler:x',
      key: 'a',
      name_order: 'a',
      search: 'a',
      target: '{}',
      first_seen_at: AT,
      last_seen_at: AT,
    },
  ],
  [
    'target_proposals',
    { target_id: 1, workload_id: 'w', score: 0.5, reasons: '[]', doubts: '[]' },
  ],
  ['target_dismissals', { target_id: 1, reason: 'r', actor: 'a', at: AT }],
  ['find_places', { finder: 'f', place: 'p', read_at: AT }],
  [
    'history',
    {
      at: AT,
      actor: 'a',
      type: 't',
      summary: 's',
      changes: '[]',
      prev_hash: HASH,
      hash: HASH,
    },
  ],
  ['inventory_sources', { id: 'i', server_ref: '' }],
  ['server_listings', { source: 'i', server_ref: 's', last_listed_at: AT }],
  [
    'inventory_captures',
    {
      source: 'i',
      role: 'captured',
      server_ref: 's',
      captured_at: AT,
      taken_at: AT,
      content_hash: HASH,
      items: 1,
      places: '[]',
      issues: '[]',
    },
  ],
  [
    'assessments',
    {
      workload_id: 'w',
      kind: 'scheduled',
      role_ref: 'r',
      owner: 'none',
      strategy: 'none',
      wave: 'none',
      stage: 'discovered',
      placement: 'legacy',
      done: false,
      severity_rank: 2,
      stage_rank: 0,
      due_at: AT,
      next_run_at: AT,
      name_order: 'w',
      server_order: 's',
      search: 'w',
      assessment: '{}',
      computed_at: AT,
    },
  ],
  [
    'told',
    {
      topic: 'drift',
      workload_id: 'w',
      owner_ref: 'o',
      fingerprint: 'f',
      claimed_at: AT,
    },
  ],
  ['told_owners', { owner_ref: 'o', claimed_at: AT }],
  [
    'progress',
    {
      subject: 'all',
      key: '',
      date: '2026-02-12',
      counted_at: AT,
      scope: 1,
      discovered: 1,
      planned: 0,
      built: 0,
      cut_over: 0,
      proven: 0,
      retired: 0,
      retained: 0,
      done_retired: 0,
      done_retained: 0,
      not_seen: 0,
      changes: '[]',
      more_changes: 0,
    },
  ],
  [
    'assessment_dangers',
    { workload_id: 'w', type: 'drift', severity: 'acute' },
  ],
];

describe('migrations', () => {
  const databases = testDatabases();

  it.each(databases.eachSupportedId())(
    'go up, down and up again with rows in every table on %s',
    async id => {
      const knex = await databases.init(id);
      const config = { directory: migrationsDirectory() };
      const [, applied] = await knex.migrate.latest(config);
      expect(applied.length).toBeGreaterThan(10);
      const fill = async () => {
        for (const [table, row] of ROWS) await knex(table).insert(row);
        await knex('locations').update({ observation_id: 1 });
      };
      await fill();

      // One by one, so that no step leans on a later one.
      for (const _step of applied) {
        const [, undone] = await knex.migrate.down(config);
        expect(undone).toHaveLength(1);
      }
      for (const [table] of [...ROWS, ['history_head']] as Array<[string]>) {
        expect([table, await knex.schema.hasTable(table)]).toEqual([
          table,
          false,
        ]);
      }

      await knex.migrate.latest(config);
      await fill();
      expect(await knex('workloads').select('id')).toEqual([{ id: 'w' }]);
    },
  );
});
