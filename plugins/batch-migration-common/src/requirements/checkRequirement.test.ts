import type { Assessment, Requirement } from '../workload/model';
import {
  checkRequirement,
  isProbed,
  type CheckedWorkload,
} from './checkRequirement';
import { REQUIREMENTS } from './library';

const NOW = new Date('2026-02-12T10:00:00Z');

const assessment: Assessment = {
  placement: 'target',
  stage: 'cut-over',
  stale: false,
  legacy: 'absent',
  target: 'active',
  dormant: false,
  blockers: [],
  dangers: [],
  soak: { good: 7, needed: 7, passedAt: '2026-02-11T00:00:00.000Z' },
  nextRunAt: null,
  validUntil: null,
};

const target = (ref: string, over = {}) => ({
  side: 'target' as const,
  ref,
  state: 'active' as const,
  detail: {},
  ...over,
});

function check(
  requirement: Partial<Requirement>,
  over: Partial<Assessment> = {},
  locations: CheckedWorkload['locations'] = [],
) {
  const { state, ground } = checkRequirement(
    { id: 'own', text: 'x', check: null, ...requirement },
    { assessment: { ...assessment, ...over }, locations },
    NOW,
  );
  return `${state} ${ground}`;
}

const danger = (type: Assessment['dangers'][number]['type']) => ({
  dangers: [
    {
      type,
      severity: 'acute' as const,
      message: '',
      nextAt: null,
      observationIds: [],
    },
  ],
});

it.each<[string, Partial<Requirement>]>([
  ['open no-check', { check: null }],
  ['open not-attested', { check: 'attestation' }],
  ['open not-attested', { check: 'attestation', evidence: ' ' }],
  ['open no-day', { check: 'attestation', evidence: 'Ueda' }],
  [
    'met attested',
    { check: 'attestation', evidence: 'Ueda', expiresOn: '2026-02-12' },
  ],
  [
    'lapsed expired',
    { check: 'attestation', evidence: 'Ueda', expiresOn: '2026-02-11' },
  ],
  ['open no-address', { check: 'link' }],
  ['open no-address', { check: 'link', evidence: 'ftp://example.com' }],
  ['met linked', { check: 'link', evidence: 'https://example.com' }],
  ['open no-probe', { check: 'probe', evidence: 'whatever' }],
  ['open no-probe', { check: 'probe', id: 'constructor' }],
])('%s: %j', (expected, requirement) => {
  expect(check(requirement)).toBe(expected);
});

const none = { soak: null };
it.each<[string, string, Partial<Assessment>, CheckedWorkload['locations']]>([
  ['met soak-passed', 'B02-no-stop', {}, []],
  ['open soak-not-passed', 'B02-no-stop', none, []],
  ['broken run-was-missed', 'B02-no-stop', danger('run-missed'), []],
  ['broken run-was-missed', 'B02-no-stop', danger('runs-nowhere'), []],
  ['met soak-passed', 'B02-no-stop', danger('runs-twice'), []],
  ['broken run-was-doubled', 'B02-no-duplicate', danger('runs-twice'), []],
  ['open not-seen', 'B02-no-duplicate', { stale: true }, []],
  ['open pipeline-not-seen', 'B01-pipeline', {}, [target('codebuild:1/r')]],
  ['met pipeline-seen', 'B01-pipeline', {}, [target('codepipeline:1/r/p')]],
  [
    'open pipeline-not-seen',
    'B01-pipeline',
    {},
    [target('codepipeline:1/r/p', { state: 'unknown' })],
  ],
  [
    'met service-seen',
    'B07-one-service',
    {},
    [target('ecs-service:1/r/c', { detail: { service: {} } })],
  ],
  ['open service-not-seen', 'B07-one-service', {}, [target('ec2:1/r')]],
  [
    'broken several-may-run',
    'B07-one-service',
    danger('singleton-can-run-twice'),
    [],
  ],
  ['open target-not-seen', 'B10-no-crontab', {}, []],
  ['met no-crontab-seen', 'B10-no-crontab', {}, [target('rule:1/r/default')]],
  ['broken crontab-seen', 'B10-no-crontab', {}, [target('crontab:d/h/a')]],
  ['open one-side-seen', 'B12-side-by-side', {}, []],
  ['met both-sides-seen', 'B12-side-by-side', { legacy: 'idle' }, []],
  ['open one-side-seen', 'B12-side-by-side', { legacy: 'unknown' }, []],
])('%s: %s', (expected, id, over, locations) => {
  expect(check({ id, check: 'probe' }, over, locations)).toBe(expected);
});

const REPORT = {
  at: '2026-02-12T00:10:00Z',
  from: '2026-02-11T00:00:00Z',
  until: '2026-02-12T00:00:00Z',
  ...{ buildsOnly: true, changes: 42, approved: 42, unapproved: 0, unknown: 0 },
};

describe('what is audited', () => {
  const project = (audit?: object) =>
    target('codebuild:1/r', { detail: audit ? { audit } : {} });
  const bastion = (audit?: object) =>
    target('ecs-exec:1/r/c', { detail: audit ? { audit } : {} });

  it.each<[string, string, CheckedWorkload['locations']]>([
    ['open target-not-seen', 'B03-audit', [bastion({})]],
    ['open audit-not-read', 'B03-audit', [project()]],
    ['open audit-not-read', 'B03-audit', [project({})]],
    [
      'open reconciliation-none',
      'B03-audit',
      [project({ reconciliation: null })],
    ],
    [
      'met reconciliation-clean',
      'B03-audit',
      [project({ reconciliation: REPORT, policy: 'denies' })],
    ],
    [
      'open reconciliation-stale',
      'B03-audit',
      [
        project({
          reconciliation: { ...REPORT, until: '2026-02-10T09:59:59Z' },
        }),
      ],
    ],
    [
      'open reconciliation-undecided',
      'B03-audit',
      [project({ reconciliation: { ...REPORT, changes: 43, unknown: 1 } })],
    ],
    [
      'broken reconciliation-unapproved',
      'B03-audit',
      [project({ reconciliation: { ...REPORT, changes: 43, unapproved: 1 } })],
    ],
    [
      'open audit-not-read', // one of two says nothing
      'B03-audit',
      [project({ reconciliation: REPORT, policy: 'denies' }), project()],
    ],
    ...(
      [
        ['open policy-not-read', undefined],
        ['open policy-not-read', null],
        ['open policy-gone', 'gone'],
        ['open policy-unattached', 'unattached'],
        ['broken overrides-allowed', 'lets'],
      ] as const
    ).map(
      ([expected, policy]) =>
        [
          expected,
          'B03-audit',
          [project({ reconciliation: REPORT, policy })],
        ] as [string, string, CheckedWorkload['locations']],
    ),
    [
      'broken past-exec-allowed',
      'B04-login',
      [bastion({ trail: true, loginRule: true, policy: 'lets' })],
    ],
    [
      'open policy-not-read',
      'B04-login',
      [bastion({ trail: true, loginRule: true })],
    ],
    ['open target-not-seen', 'B04-login', [project({})]],
    [
      'open audit-not-read',
      'B04-login',
      [bastion({ trail: true, loginRule: null })],
    ],
    [
      'broken trail-off',
      'B04-login',
      [bastion({ trail: false, loginRule: true })],
    ],
    [
      'broken login-rule-off',
      'B04-login',
      [bastion({ trail: null, loginRule: false })],
    ],
    [
      'met login-watched',
      'B04-login',
      [bastion({ trail: true, loginRule: true, policy: 'denies' })],
    ],
    ['open audit-not-read', 'B04-command', [bastion({ commandFilter: null })]],
    [
      'broken commands-unwatched',
      'B04-command',
      [bastion({ commandFilter: false })],
    ],
    ['met commands-watched', 'B04-command', [bastion({ commandFilter: true })]],
    ['open audit-not-read', 'B04-approval', [bastion({})]],
    ['open nobody-asked-yet', 'B04-approval', [bastion({ followUp: 'none' })]],
    ['met approvers-seen', 'B04-approval', [bastion({ followUp: 'alerted' })]],
    ['met approvers-seen', 'B04-approval', [bastion({ followUp: 'answered' })]],
    ['broken alert-missed', 'B04-approval', [bastion({ followUp: 'missed' })]],
  ])('%s: %s (%#)', (expected, id, locations) => {
    expect(check({ id, check: 'probe' }, {}, locations)).toBe(expected);
  });
});

it('can see all of the library that a probe shall check', () => {
  expect(
    REQUIREMENTS.filter(one => one.check === 'probe' && !isProbed(one.id)),
  ).toEqual([]);
});
