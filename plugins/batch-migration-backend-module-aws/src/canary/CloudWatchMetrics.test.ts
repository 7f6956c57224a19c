import type { ObservationDetail } from 'backstage-plugin-batch-migration-common';
import type { SeriesQuestion } from 'backstage-plugin-batch-migration-node';
import { testRecordings } from '../testRecordings';
import { CloudWatchMetrics } from './CloudWatchMetrics';

const { clients, record, remove } = testRecordings();
afterAll(remove);

const PLACE = '111122223333/ap-northeast-1';
const GROUP = `targetgroup/api-new/${'f'.repeat(16)}`;
const LB = 'app/api/0123456789abcdef';
const WINDOW = {
  from: new Date('2026-02-12T00:00:00Z'),
  until: new Date('2026-02-12T01:00:00Z'),
  periodSeconds: 900,
};

const way = (
  measure: SeriesQuestion['measure'],
  detail: ObservationDetail | null = {
    traffic: { targetGroup: GROUP } as never,
  },
): SeriesQuestion => ({
  id: measure,
  location: {
    ref: `listener-rule:${PLACE}`,
    key: `${LB}/${'1'.repeat(16)}/${'2'.repeat(16)}:api-new`,
  },
  detail,
  measure,
});
const own = (key: string): SeriesQuestion => ({
  id: 'own',
  location: { ref: `cloudwatch:${PLACE}`, key },
  detail: null,
  measure: 'sum',
});

const series = (Label: string, Values: number[]) => ({
  ...{ Id: 'x', Label, Values, StatusCode: 'Complete' },
  Timestamps: Values.map((_, i) =>
    new Date(Date.UTC(2026, 1, 12, 0, 15 * i)).toISOString(),
  ),
});

beforeAll(() =>
  record('cloudwatch/get-metric-data', {
    MetricDataResults: [
      series(`${LB} ${GROUP} RequestCount every 900 s`, [90, 100, 80, 70, 60]),
      series(`${LB} ${GROUP} TargetResponseTime every 900 s`, [0.182]),
      series('Pay/ments/Declined?Stack=ecs&Zone=a b every 900 s', [3]),
    ],
  }),
);

const read = async (question: SeriesQuestion) => {
  const [answer] = await new CloudWatchMetrics(clients).read(
    [question],
    WINDOW,
  );
  return answer;
};

it('tells the requests of the window, oldest first', async () => {
  // The end of the window is not part of it.
  const { points, unread } = await read(way('requests'));
  expect(points.map(({ value }) => value)).toEqual([90, 100, 80, 70]);
  expect(points[0].at).toBe('2026-02-12T00:00:00.000Z');
  expect(unread).toBeNull();
});

it('tells the slowest in milliseconds', async () => {
  expect((await read(way('slowest-5'))).points).toEqual([
    { at: '2026-02-12T00:00:00.000Z', value: 182 },
  ]);
});

it.each([
  ['has no errors', way('errors-5xx'), [], /^null$/],
  [
    'names a metric',
    own('Pay/ments/Declined?Stack=ecs&Zone=a b'),
    [3],
    /^null$/,
  ],
  ['was not looked at', way('requests', null), [], /No probe has told/],
  ['names nothing', own('Declined'), [], /names no metric; expected/],
  ['has no such measure', way('sum'), [], /A way has no sum/],
  [
    'is in no account',
    { ...own('A/B'), location: { ref: 'cloudwatch:1/x', key: 'A/B' } },
    [],
    /no AWS account of 12 digits/,
  ],
])('answers what %s', async (_, question, values, unread) => {
  const answer = await read(question);
  expect(answer.points.map(({ value }) => value)).toEqual(values);
  expect(String(answer.unread)).toMatch(unread);
});

it('says what permission is missing, for each that was asked', async () => {
  const bare = testRecordings();
  const answers = await new CloudWatchMetrics(bare.clients).read(
    [way('requests'), way('slowest-5')],
    WINDOW,
  );
  await bare.remove();
  expect(answers.map(({ id }) => id)).toEqual(['requests', 'slowest-5']);
  for (const { unread } of answers) {
    expect(unread).toEqual(expect.any(String));
  }
});

it('handles ways and metrics alone', () => {
  const source = new CloudWatchMetrics(clients);
  const handles = (ref: string) => source.handles({ ref, key: 'a' });
  expect(handles('listener-rule:1/x')).toBe(true);
  expect(handles('cloudwatch:1/x')).toBe(true);
  expect(handles('ec2:1/x')).toBe(false);
});
