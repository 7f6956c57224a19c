import fc from 'fast-check';
import type { CutoverStep } from '../cutover/model';
import { EMPTY_PLAN, type Plan } from '../workload/model';
import { mergePlans, PLAN_FIELDS, withIntention } from './planFields';
import {
  MAX_FILE_PLANS,
  MAX_PLAN_FILE,
  PLAN_FILE_SCHEMA,
  PLAN_FILE_VERSION,
} from './planFile';
import { newPlanProblems, planProblems } from './planProblems';
import { readPlanFile } from './readPlanFile';
import {
  PLAN_FILE_EMPTY,
  PLAN_FILE_LIST,
  planFileEntry,
  planFileHead,
  type PlannedWorkload,
} from './writePlanFile';

const NOW = new Date('2026-02-12T00:00:00Z');

const workload = (over: Partial<PlannedWorkload> = {}): PlannedWorkload => ({
  id: 'wl-1',
  name: 'digest',
  serverRefs: ['resource:default/bat000'],
  roleRef: 'resource:default/bat000-scheduled-jobs',
  schedule: {
    dialect: 'debian-cron',
    expression: '15 3 * * 1-5',
    timezone: 'Asia/Tokyo',
  },
  plan: EMPTY_PLAN,
  ...over,
});

const file = (...entries: PlannedWorkload[]) =>
  planFileHead() + PLAN_FILE_LIST + entries.map(planFileEntry).join('');

const intended = {
  dialect: 'debian-cron' as const,
  expression: '0 6 * * *',
  timezone: 'Asia/Tokyo',
  reason: 'after the feed',
};

it('writes a plan that a person can review', () => {
  expect(
    file(
      workload({
        plan: {
          ...EMPTY_PLAN,
          version: 3,
          ownerRef: 'group:default/news',
          strategy: 'replatform',
          decision: {
            candidates: [{ name: 'Fargate', reason: 'Known', adopted: true }],
          },
          requirements: [{ id: 'B02', text: 'No stop', check: 'probe' }],
          wave: '3',
          intendedSchedule: { ...intended, setBy: 'user:x', approval: null },
        },
      }),
    ).replace(/^# .*\n/gm, ''),
  ).toBe(`apiVersion: batch-migration/v1
kind: Plans
plans:
  # digest (bat000-scheduled-jobs on bat000)
  # runs 15 3 * * 1-5 (Asia/Tokyo): At 03:15, Monday through Friday
  # intended schedule not approved yet
  - workload: wl-1
    version: 3
    ownerRef: group:default/news
    strategy: replatform
    targetPlatform: null
    decision:
      candidates:
        - name: Fargate
          adopted: true
          reason: Known
    requirements:
      - id: B02
        text: No stop
        check: probe
    wave: "3"
    intendedSchedule:
      dialect: debian-cron
      expression: 0 6 * * *
      timezone: Asia/Tokyo
      reason: after the feed
    expectedActive: 1
    reviewDate: null
    notes: null
    steps: []
`);
});

it('lets no name out of its comment', () => {
  const text = file(
    workload({ name: 'a\n  - workload: wl-2\u2028\u202e\r\0x' }),
  );
  expect(readPlanFile(text).entries).toHaveLength(1);
  expect(text).not.toMatch(/[\0\r\u2028\u202e]/);
});

describe('whatever stands in plans', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      'null',
      '~',
      '1e3',
      '2026-01-01',
      ' a\n\n  b ',
      '\n',
      'a\n\n',
      '- x',
      '# c',
      '*a',
      '&a',
      '!!js x',
      '<<',
      ': ',
      'a\r\nb',
      '\ttab',
      '%YAML 1.1',
      '---',
      '...',
    ),
  );
  const plan: fc.Arbitrary<Plan> = fc.record({
    version: fc.nat(),
    ownerRef: fc.option(text),
    strategy: fc.constantFrom(null, 'rehost' as const, 'retain' as const),
    targetPlatform: fc.option(text),
    decision: fc.option(
      fc.record({
        candidates: fc.array(
          fc.record({ name: text, reason: text, adopted: fc.boolean() }),
          { maxLength: 2 },
        ),
      }),
    ),
    requirements: fc.array(
      fc.record(
        {
          id: text,
          text,
          check: fc.constantFrom(null, 'link' as const),
          evidence: text,
          expiresOn: text,
        },
        { requiredKeys: ['id', 'text', 'check'] },
      ),
      { maxLength: 2 },
    ),
    wave: fc.option(text),
    intendedSchedule: fc.option(
      fc.record({
        dialect: fc.constant('cronie' as const),
        expression: text,
        timezone: text,
        reason: text,
      }),
    ),
    expectedActive: fc.nat(),
    reviewDate: fc.option(text),
    notes: fc.option(text),
    steps: fc.array(
      fc.record(
        {
          ...{ id: text, title: text, instructions: text },
          ownerRef: fc.option(text),
          check: fc.constantFrom<CutoverStep['check']>(
            { type: 'attestation' },
            { type: 'observation', condition: 'target-weight', atLeast: 5 },
          ),
          reversible: fc.boolean(),
          undo: fc.option(text),
          secondPerson: fc.boolean(),
        },
        {
          requiredKeys: [
            ...(['id', 'title', 'instructions', 'ownerRef'] as const),
            ...(['check', 'reversible', 'undo'] as const),
          ],
        },
      ),
      { maxLength: 2 },
    ),
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(plan, { maxLength: 3 }), text, (plans, name) => {
        const written = plans.length
          ? file(
              ...plans.map((one, n) =>
                workload({
                  id: `wl-${n}`,
                  name,
                  plan: one,
                }),
              ),
            )
          : planFileHead() + PLAN_FILE_EMPTY;
        const { entries, issues } = readPlanFile(written);
        expect(issues).toEqual([]);
        expect(
          entries.map(({ fields, version }) => ({ ...fields, version })),
        ).toEqual(plans);
      }),
      { numRuns: 300 },
    );
  });
});

const head = `apiVersion: ${PLAN_FILE_VERSION}\nkind: Plans\nplans:\n`;

it.each([
  ['', 1, 1, 'The file is empty'],
  ['plans', 1, 1, 'no file of plans'],
  [
    `apiVersion: v9\nkind: Plans\nplans: []`,
    1,
    13,
    'must be batch-migration/v1',
  ],
  [`${head.replace('Plans', 'List')}  []`, 2, 7, 'kind must be Plans'],
  [`${head}  []\nmore: 1`, 5, 1, 'more is no field of the file'],
  [`${head}  a: 1`, 4, 3, 'plans must be a list'],
  [`${head}  - wl-1`, 4, 5, 'begins with workload and version'],
  [`${head}  - { version: 1 }`, 4, 5, 'workload must be the id'],
  [`${head}  - workload: wl-1\n    version: -1`, 5, 14, 'version must be'],
  [`${head}  - workload: wl-1\n    version: "1"`, 5, 14, 'got: 1'],
  [
    `${head}  - workload: wl-1\n    version: 1\n    stage: proven`,
    6,
    5,
    'stage is no field of a plan',
  ],
  [
    `${head}  - workload: wl-1\n    version: 1\n    __proto__: { a: 1 }`,
    6,
    5,
    '__proto__ is no field',
  ],
  [
    `${head}  - workload: wl-1\n    version: 1\n    wave: a\n    wave: b`,
    7,
    5,
    'wave is there twice',
  ],
  [
    `${head}  - { workload: wl-1, version: 1 }\n  - { workload: wl-1, version: 1 }`,
    5,
    17,
    'has an entry in line 4 already',
  ],
  [
    `${head}  - workload: wl-1\n    version: 1\n    notes: &a x\n    wave: *a`,
    6,
    15,
    'has an anchor (&)',
  ],
  [`${head}  - *a`, 4, 5, 'is an alias (*)'],
  [`${head}  - workload: !!str wl-1`, 4, 21, 'has the tag'],
  [`%YAML 1.1\n---\n${head}  []`, 1, 1, 'directive'],
  [`${head}  - [`, 4, 6, 'is not YAML'],
  [`${head}  []\n---\n${head}  []`, 5, 1, 'is not YAML'],
  [`${head}  - ? { a: 1 }\n    : x`, 4, 7, 'must be the name of a field'],
  [`${'['.repeat(101)}`, 1, 1, 'nests deeper'],
])('says where %j is wrong', (text, line, column, message) => {
  const { entries, issues } = readPlanFile(text);
  expect(issues[0]).toEqual({
    line,
    column,
    message: expect.stringContaining(message),
  });
  expect(entries.length).toBeLessThan(2);
});

it('tells all that is wrong, up to a number that a person can read', () => {
  const entry = '  - { workload: wl-1, version: 1, stage: x }\n';
  expect(readPlanFile(head + entry.repeat(3)).issues).toHaveLength(3);
  expect(readPlanFile(head + entry.repeat(300)).issues).toHaveLength(50);
});

it('keeps the prototype of objects as it is', () => {
  readPlanFile(`__proto__: { polluted: yes }\n${head}  []`);
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

it.each([
  ['an alias that multiplies', `a: &a [x,x]\nb: &b [${'*a,'.repeat(100_000)}]`],
  [
    'very many keys',
    Array.from({ length: 150_000 }, (_, n) => `k${n}: 1\n`).join(''),
  ],
  ['one key many times', 'a: 1\n'.repeat(200_000)],
  ['a long line', `a: ${'x'.repeat(MAX_PLAN_FILE - 10)}`],
  ['brackets that close', '[]'.repeat(400_000)],
  [
    'lists within lines',
    `a: [${'x,'.repeat(99_000)}]\nb: ${'{ b: 1 }'.repeat(19_000)}`,
  ],
  ['many documents', '---\n'.repeat(200_000)],
  ['more than a file may hold', 'x'.repeat(MAX_PLAN_FILE + 1)],
  [
    'more plans than a file may hold',
    head + '  - { workload: a, version: 1 }\n'.repeat(MAX_FILE_PLANS + 1),
  ],
])('refuses %s without much ado', (_, text) => {
  expect(readPlanFile(text).issues.length).toBeGreaterThan(0);
});

it('has a schema of the fields that files have', () => {
  const { properties } = PLAN_FILE_SCHEMA.properties.plans.items;
  expect(Object.keys(properties)).toEqual([
    'workload',
    'version',
    ...PLAN_FIELDS,
  ]);
});

describe('rules between the fields', () => {
  const candidate = (adopted: boolean, reason = 'Known') => ({
    name: 'EC2',
    reason,
    adopted,
  });
  const link = (evidence: string) => ({
    requirements: [{ id: 'a', text: 'A', check: 'link' as const, evidence }],
  });
  const attested = (expiresOn: string) => ({
    requirements: [
      { id: 'a', text: 'A', check: 'attestation' as const, expiresOn },
    ],
  });
  it.each([
    [{ decision: { candidates: [candidate(true)] } }, null],
    [
      { decision: { candidates: [candidate(true), candidate(true)] } },
      'must be false',
    ],
    [
      {
        strategy: 'rehost' as const,
        decision: { candidates: [candidate(true, ' ')] },
      },
      'must say why, since the strategy is rehost',
    ],
    [
      {
        strategy: 'retain' as const,
        decision: { candidates: [candidate(true, '')] },
      },
      'must say why',
    ],
    [
      {
        strategy: 'refactor' as const,
        decision: { candidates: [candidate(true, '')] },
      },
      null,
    ],
    [{ strategy: 'rehost' as const, decision: null }, null],
    [link('https://wiki.example.com/a?b#c'), null],
    [link('ftp://example.com'), 'must start with https://'],
    [link('wiki'), 'must be a web address'],
    [link('https://me:secret@example.com'), 'no password'],
    [attested('2027-02-13'), null],
    [attested('2027-02-14'), 'at most a year ahead'],
    [
      {
        requirements: [
          {
            id: 'a',
            text: 'A',
            check: 'probe' as const,
            expiresOn: '2026-03-01',
          },
        ],
      },
      'only for a check by attestation',
    ],
  ])('%j: %s', (over, message) => {
    const [problem] = planProblems({ ...EMPTY_PLAN, ...over }, NOW);
    expect(problem?.message ?? 'fine').toContain(message ?? 'fine');
  });

  it('does not blame a change for what was wrong before', () => {
    const before = { ...EMPTY_PLAN, ...link('wiki') };
    expect(newPlanProblems(before, { ...before, wave: '1' }, NOW)).toEqual([]);
    expect(
      newPlanProblems(before, { ...before, ...link('other') }, NOW),
    ).toEqual([]);
    expect(
      newPlanProblems(before, { ...before, ...link('ftp://example.com') }, NOW),
    ).toHaveLength(1);
  });
});

describe('an intended schedule', () => {
  const approval = { by: 'user:default/ueda', at: NOW.toISOString() };
  const before = {
    intendedSchedule: { ...intended, setBy: 'user:a', approval },
  };
  const write = (over: object) =>
    withIntention(
      { ...EMPTY_PLAN, intendedSchedule: { ...intended, ...over } },
      before,
      'user:default/sato',
    ).intendedSchedule;

  it('keeps its approval while it stays as it is', () => {
    expect(write({})).toEqual(before.intendedSchedule);
    expect(write({ approval: null, setBy: 'user:other' })).toEqual(
      before.intendedSchedule,
    );
  });

  it.each([
    { expression: '0 7 * * *' },
    { timezone: 'UTC' },
    { reason: 'another' },
    { dialect: 'cronie' },
  ])('loses it with %j, whatever the writer claims', over => {
    expect(write({ ...over, approval, setBy: 'user:a' })).toEqual({
      ...intended,
      ...over,
      setBy: 'user:default/sato',
      approval: null,
    });
  });

  it('of the time before approvals stays one', () => {
    const old = { intendedSchedule: intended };
    expect(
      withIntention(
        { ...EMPTY_PLAN, intendedSchedule: { ...intended, approval } },
        old,
        'user:b',
      ).intendedSchedule,
    ).toEqual(intended);
  });
});

describe('a merge', () => {
  const base = { ...EMPTY_PLAN, version: 1, wave: '1', notes: 'a' };
  it.each([
    [{ wave: '2' }, { notes: 'b' }, { wave: '2', notes: 'b' }, []],
    [{ wave: '2' }, { wave: '2' }, { wave: '2' }, []],
    [{ wave: '2' }, { wave: '3' }, { wave: '2' }, ['wave']],
    [{}, { wave: '3' }, { wave: '3' }, []],
  ])('of %j into %j', (yours, theirs, merged, clashes) => {
    expect(
      mergePlans(
        base,
        { ...base, ...yours },
        { ...base, ...theirs, version: 4 },
      ),
    ).toEqual({ plan: { ...base, ...merged, version: 4 }, clashes });
  });
});
