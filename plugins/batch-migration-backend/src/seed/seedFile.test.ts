import { parseSeedFile } from './seedFile';

const parse = (text: string) => parseSeedFile(text, 'x.yaml');

it('merges what plans share', () => {
  const { role, plans } = parse(`
shared: { a: &a { strategy: replatform, targetPlatform: ecs-fargate } }
role: bat000-scheduled-jobs
plans:
  - workloads: [ranking-daily]
    plan: { <<: *a, wave: '3' }
    target: { repository: 'https://example.com/r', ref: 'scheduler:1/r/g' }`);
  expect(role).toBe('bat000-scheduled-jobs');
  expect(plans).toEqual([
    {
      workloads: ['ranking-daily'],
      plan: {
        strategy: 'replatform',
        targetPlatform: 'ecs-fargate',
        wave: '3',
      },
      target: {
        repository: 'https://example.com/r',
        ref: 'scheduler:1/r/g',
        keys: {},
      },
    },
  ]);
});

it.each([
  ['role: [', 'x.yaml is not YAML'],
  ['plans: []', 'x.yaml: role: Required'],
  ['role: r\nplans: [{ workloads: [], plan: {} }]', 'plans.0.workloads'],
  [
    'role: r\nplans: [{ workloads: [a], plan: { strategy: rebuild } }]',
    'plans.0.plan.strategy',
  ],
  [
    'role: r\nplans: [{ workloads: [a], plan: { reviewDate: soon } }]',
    'must be YYYY-MM-DD',
  ],
  [
    'role: r\nplans: [{ workloads: [a], plan: { stage: proven } }]',
    "Unrecognized key(s) in object: 'stage'",
  ], // nothing derived is ever set
])('refuses %j', (text, message) => {
  expect(() => parse(text)).toThrow(message);
});
