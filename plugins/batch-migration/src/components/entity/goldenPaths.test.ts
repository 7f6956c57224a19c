import { goldenPathOf } from './goldenPaths';

it.each<
  [
    Parameters<typeof goldenPathOf>[0]['kind'],
    string | undefined,
    string | undefined,
    object,
  ]
>([
  [
    'scheduled',
    'scheduled-jobs',
    'scheduled-fargate-job',
    { workloadIds: ['w'] },
  ],
  ['resident', 'queue-worker', 'sqs-worker', { workloadIds: ['w'] }],
  ['on-demand', 'data-patch', 'data-patch-pipeline', { workloadId: 'w' }],
  ['on-demand', 'bastion', 'audited-bastion', { workloadId: 'w' }],
  ['on-demand', 'db-migration', undefined, {}],
  ['on-demand', 'constructor', undefined, {}],
  ['on-demand', undefined, undefined, {}],
  ['service', 'web-service', undefined, {}],
])(
  'takes a workload that is %s, of the role %s, by %s',
  (kind, roleType, templateName, form) => {
    const found = goldenPathOf({ id: 'w', kind }, roleType);
    expect(found?.template.templateName).toBe(templateName);
    const search = new URLSearchParams(found?.search);
    expect(JSON.parse(search.get('formData') ?? '{}')).toEqual(form);
  },
);
