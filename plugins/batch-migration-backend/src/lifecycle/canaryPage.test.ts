import type { CanaryView, Plan } from 'backstage-plugin-batch-migration-common';
import {
  everybodyTo,
  startService,
  type EmulatedTraffic,
} from './emulatedTraffic';
import { MOVES_TO_ECS, type World } from './testWorld';

jest.setTimeout(240_000);

const weight = (atLeast: number, bakeHours: number) => ({
  ...{ id: `weight-${atLeast}`, title: `Weight ${atLeast} %` },
  ...{ instructions: '', ownerRef: null, reversible: true, undo: null },
  check: {
    ...{ type: 'observation' as const, condition: 'target-weight' as const },
    atLeast,
  },
  bakeHours,
});

const BY_WEIGHTS: Partial<Plan> = {
  ...MOVES_TO_ECS,
  steps: [weight(10, 48), weight(100, 168)],
  canary: {
    guardrails: [
      {
        ...{ id: 'errors', title: 'Errors' },
        measure: { type: 'errors-5xx' },
        limit: { type: 'at-most', value: 1 },
      },
      {
        ...{ id: 'calls', title: 'Nobody calls' },
        ...{ measure: { type: 'attestation' }, limit: null },
      },
    ],
    rollback: null,
    monitoringUrl: null,
    requestsPerTarget: 10,
  },
};

/** From AWS through the probes and the stores to what the page is answered. */
describe('a canary as its page asks for it', () => {
  let world: World;
  let aws: EmulatedTraffic;

  /** A quarter of an hour later the portal looks once, and somebody opens the page. */
  const look = async (): Promise<CanaryView> => {
    world.wait({ minutes: 15 });
    await world.observe();
    const { id } = await world.workload('web');
    return world.call('get', `/workloads/${id}/canary`);
  };
  const verdicts = ({ guardrails }: CanaryView) =>
    guardrails.map(({ id, verdict }) => [id, verdict]);

  beforeAll(async () => {
    ({ world, aws } = await startService());
    await world.observe();
    await world.plan('web', BY_WEIGHTS);
    await world.link('web', everybodyTo('web-new'));
  });

  afterAll(() => world.stop());

  it('has nothing to compare before the first weight', async () => {
    aws.everybody({ 'web-old': 100, 'web-new': 0 });
    const canary = await look();
    expect(canary.track).toMatchObject({ bake: null, next: { percent: 10 } });
    expect(canary.split.target).toMatchObject({ setPercent: 0 });
    expect(verdicts(canary)).toEqual([
      ['errors', 'unknown'],
      ['calls', 'unknown'],
    ]);
  });

  it('tells set and seen shares, and what bakes', async () => {
    aws.everybody({ 'web-old': 90, 'web-new': 10 });
    aws.requests('web-old', 8_900);
    aws.requests('web-new', 1_100);
    const canary = await look();
    expect(canary.split).toMatchObject({
      legacy: { setPercent: 90, seenPercent: 89 },
      target: {
        ...{ setPercent: 10, seenPercent: 11 },
        targets: { healthy: 2, registered: 2 },
      },
      apart: 1,
    });
    expect(canary.track).toMatchObject({
      bake: { stepId: 'weight-10', number: 1, percent: 10, isOver: false },
      next: { stepId: 'weight-100', percent: 100 },
    });
    expect(canary.series).not.toBeNull();
    // It has just begun: there is nothing to compare yet.
    expect(verdicts(canary)[0]).toEqual(['errors', 'unknown']);
  });

  it('compares what was measured, and leaves the rest to who looks', async () => {
    expect(verdicts(await look())).toEqual([
      ['errors', 'holds'],
      ['calls', 'unknown'],
    ]);
  });

  it('knows nothing where AWS refuses its metrics, and says whom to ask', async () => {
    // CloudWatch signs its calls by its older name.
    world.aws.refuse('monitoring:GetMetricData', 'AccessDenied');
    const canary = await look();
    expect(canary.unread).toEqual([
      expect.stringMatching(
        /^AWS refused cloudwatch:GetMetricData for .*: allow it for the role/,
      ),
    ]);
    expect(canary).toMatchObject({ series: null, countedUntil: null });
    expect(canary.split.target).toMatchObject({
      ...{ setPercent: 10, seenPercent: null },
    });
    expect(verdicts(canary)).toEqual([
      ['errors', 'unknown'],
      ['calls', 'unknown'],
    ]);
    world.aws.allow('monitoring:GetMetricData');
  });

  it('bakes no longer once somebody went back', async () => {
    aws.everybody({ 'web-old': 100, 'web-new': 0 });
    const canary = await look();
    expect(canary.track.bake).toBeNull();
    expect(canary.split.target).toMatchObject({ setPercent: 0 });
  });
});
