import * as scheduler from '@aws-sdk/client-scheduler';
import * as sfn from '@aws-sdk/client-sfn';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkRecordings } from './check';
import { decodeRecording } from './decode';

const ESTATE = join(__dirname, '../../../../examples/estate/aws');

describe('decodeRecording', () => {
  const target = { Arn: 'arn:aws:states:…', RoleArn: 'arn:aws:iam::…' };

  it('returns timestamps as the SDK does', () => {
    const { value, problems } = decodeRecording(scheduler.GetSchedule$[5], {
      Name: 'digest',
      StartDate: '2026-02-05T12:00:00.000000+09:00',
      EndDate: 1770260400,
      Description: null,
    });
    expect(problems).toEqual([]);
    expect(value).toEqual({
      Name: 'digest',
      StartDate: new Date('2026-02-05T03:00:00Z'),
      EndDate: new Date('2026-02-05T03:00:00Z'),
    });
  });

  it.each([
    ['unknown member', { Nmae: 'x' }, '$.Nmae', /unknown member/],
    [
      'deep unknown member',
      { Target: { ...target, X: 1 } },
      '$.Target.X',
      /unknown/,
    ],
    ['missing member', { Target: { Arn: 'a' } }, '$.Target.RoleArn', /missing/],
    ['number for text', { Name: 7 }, '$.Name', /expected text, got: 7/],
    [
      'text for number',
      { FlexibleTimeWindow: { Mode: 'OFF', MaximumWindowInMinutes: '5' } },
      '$.FlexibleTimeWindow.MaximumWindowInMinutes',
      /a number/,
    ],
    ['list for object', { Target: [] }, '$.Target', /an object/],
    [
      'time without offset',
      { StartDate: '2026-02-05T12:00:00' },
      '$.StartDate',
      /ISO 8601/,
    ],
    [
      'impossible time',
      { StartDate: '2026-13-05T12:00:00Z' },
      '$.StartDate',
      /ISO 8601/,
    ],
    ['a document that is a list', [], '$', /an object/],
  ])('finds %s', (_name, json, path, message) => {
    const { problems } = decodeRecording(scheduler.GetSchedule$[5], json);
    expect(problems).toEqual([
      { path, message: expect.stringMatching(message) },
    ]);
  });

  it('finds mistakes in the items of a list', () => {
    const execution = {
      executionArn: 'arn:aws:states:ap-northeast-1:111122223333:execution:a:b',
      stateMachineArn:
        'arn:aws:states:ap-northeast-1:111122223333:stateMachine:a',
      name: 'b',
      status: 'RUNNING',
      startDate: '2026-02-12T01:00:18.247000+09:00',
    };
    const { problems } = decodeRecording(sfn.ListExecutions$[5], {
      executions: [execution, { ...execution, startDate: true, status: null }],
    });
    expect(problems.map(({ path }) => path)).toEqual([
      '$.executions[1].startDate',
      '$.executions[1].status',
    ]);
  });
});

describe('checkRecordings', () => {
  it('names file and path, and goes on with the next file', async () => {
    const root = await mkdtemp(join(tmpdir(), 'recordings-'));
    const place = join(root, '111122223333', 'ap-northeast-1');
    const write = async (file: string, text: string) => {
      await mkdir(dirname(join(place, file)), { recursive: true });
      await writeFile(join(place, file), text);
    };
    await write('scheduler/get-schedule/news/a.json', '{"State":true}');
    await write('scheduler/get-schedule/news/b.json', '{');
    await write('scheduler/get-schedule/c.json', '{}');
    await write('scheduler/get-shedule/news/d.json', '{}');
    await write('scheduler/get-schedule/news/good.json', '{"Name":"good"}');

    const { files, problems } = await checkRecordings(root);
    const below = '111122223333/ap-northeast-1/scheduler';
    expect(files).toBe(5);
    expect(problems).toEqual([
      {
        file: `${below}/get-schedule/c.json`,
        path: '$',
        message: expect.stringContaining('expected 2 names'),
      },
      {
        file: `${below}/get-schedule/news/a.json`,
        path: '$.State',
        message: expect.stringContaining('expected text'),
      },
      {
        file: `${below}/get-schedule/news/b.json`,
        path: '$',
        message: expect.stringContaining('is not JSON'),
      },
      {
        file: `${below}/get-shedule/news/d.json`,
        path: '$',
        message: expect.stringContaining('no operation'),
      },
    ]);
  });

  it('finds the demo estate true to the schemas of the SDK', async () => {
    expect(existsSync(ESTATE)).toBe(true);
    const { files, problems } = await checkRecordings(ESTATE);
    expect(problems).toEqual([]);
    expect(files).toBeGreaterThan(20);
  });
});
