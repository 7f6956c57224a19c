import { EMPTY_PLAN } from '../workload';
import { readCsv } from './testReader';
import {
  workloadCsvHeader,
  workloadCsvRecord,
  type CsvWorkload,
} from './workloadCsv';

const WORKLOAD: CsvWorkload = {
  id: '3f2a9c0d1e4b',
  name: 'digest',
  kind: 'scheduled',
  serverRefs: ['resource:default/bat000', 'resource:default/bat001'],
  roleRef: 'resource:default/bat000-scheduled-jobs',
  ownerRef: null,
  schedule: {
    dialect: 'debian-cron',
    expression: '*/5 * * * *',
    timezone: 'Asia/Tokyo',
  },
  command: '-c "=cmd"',
  plan: { ...EMPTY_PLAN, wave: '第一波' },
  assessment: {
    placement: 'legacy',
    stage: 'discovered',
    stale: false,
    legacy: 'active',
    target: 'absent',
    dormant: false,
    blockers: [
      { type: 'no-owner', message: 'The plan names no owner.' },
      { type: 'no-strategy', message: 'No strategy is chosen.' },
    ],
    dangers: [
      {
        type: 'runs-twice',
        severity: 'acute',
        message: 'It runs twice.',
        nextAt: null,
        observationIds: [],
      },
    ],
    soak: null,
    nextRunAt: '2026-02-11T19:15:00.000Z',
    validUntil: null,
  },
};

it('writes one record of a workload under the names of its columns', () => {
  const [names, values] = readCsv(
    workloadCsvHeader() + workloadCsvRecord(WORKLOAD),
    ',',
  );
  expect(
    Object.fromEntries(names.map((name, index) => [name, values[index]])),
  ).toEqual({
    id: '3f2a9c0d1e4b',
    name: 'digest',
    kind: 'scheduled',
    servers: 'resource:default/bat000 resource:default/bat001',
    role: 'resource:default/bat000-scheduled-jobs',
    owner: '',
    schedule: '*/5 * * * *',
    timezone: 'Asia/Tokyo',
    command: '\'-c "=cmd"',
    strategy: '',
    targetPlatform: '',
    wave: '第一波',
    stage: 'discovered',
    stale: 'false',
    placement: 'legacy',
    legacy: 'active',
    target: 'absent',
    acuteDangers: 'runs-twice',
    pressingDangers: '',
    blockers: 'no-owner no-strategy',
    nextRunAt: '2026-02-11T19:15:00.000Z',
  });
});
