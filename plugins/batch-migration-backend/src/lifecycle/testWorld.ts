// Only tests import this file, so it is no part of the package.
/* eslint-disable @backstage/no-undeclared-imports, @backstage/no-forbidden-package-imports */
import {
  coreServices,
  createBackendModule,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import awsModule from 'backstage-plugin-batch-migration-backend-module-aws';
import { startFakeAws } from 'backstage-plugin-batch-migration-backend-module-aws/src/testFake';
import type {
  DangerType,
  HistoryEvent,
  LocationRef,
  LocationView,
  Plan,
  Side,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { mkdtempSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import request from 'supertest';
import { liveClock } from '../clock';
import { batchMigrationPlugin } from '../plugin';
import { BASE, expectDocumented, type Method } from '../routes/testApi';
import { restsOn } from './restsOn';

export const ACCOUNT = '111122223333';
export const REGION = 'ap-northeast-1';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long a look of a probe counts in these stories: a round a day is enough. */
const PROBE_FRESHNESS = { hours: 25 };

export interface WorldOptions {
  /** The plugin's now at the start, ISO 8601. */
  now: string;
  /** More of the configuration; by itself the plugin asks the world's own fake of AWS. */
  config?: JsonObject;
  /** Inventories beside those of the hosts' folders. */
  inventories?: JsonObject[];
  /** Whether finders look at the region for what nobody linked; not by itself. */
  findsTargets?: boolean;
}

/**
 * One estate with its portal: hosts whose captures lie in a folder, an AWS
 * that answers, a clock that the test moves, and the plugin with its AWS
 * module as an installation has them, asked over HTTP as a person asks.
 */
export async function startWorld(options: WorldOptions) {
  const root = mkdtempSync(join(tmpdir(), 'batch-migration-world-'));
  const captured = join(root, 'captured');
  const declared = join(root, 'declared');
  await mkdir(captured);
  await mkdir(declared);
  const aws = await startFakeAws({ accounts: [ACCOUNT] });

  let time = Date.parse(options.now);
  const clock = jest
    .spyOn(liveClock, 'now')
    .mockImplementation(() => new Date(time));

  const { batchMigration, ...config } = {
    ...aws.config,
    ...options.config,
  };
  let scheduler: SchedulerService | undefined;
  const schedulerOfPlugin = createBackendModule({
    pluginId: 'batch-migration',
    moduleId: 'world',
    register(registration) {
      registration.registerInit({
        deps: { found: coreServices.scheduler },
        async init({ found }) {
          scheduler = found;
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      batchMigrationPlugin,
      awsModule,
      schedulerOfPlugin,
      mockServices.rootConfig.factory({
        data: {
          ...config,
          batchMigration: {
            timezone: 'Asia/Tokyo',
            // A year of rounds takes these stories a minute.
            limits: { refresh: 10_000 },
            inventories: [
              { type: 'files', target: captured, role: 'captured' },
              { type: 'files', target: declared, role: 'declared' },
              ...(options.inventories ?? []),
            ],
            observation: { freshness: PROBE_FRESHNESS },
            ...(batchMigration as JsonObject),
            ...(options.findsTargets && {
              aws: {
                ...aws.config.batchMigration.aws,
                findTargets: [{ accountId: ACCOUNT, region: REGION }],
              },
            }),
          },
        },
      }),
    ],
  });

  const call = async (
    method: Method,
    path: string,
    { body, ifMatch }: { body?: object; ifMatch?: string } = {},
  ) => {
    const sent = request(backend.server)
      [method](`${BASE}${path}`)
      .set('Authorization', mockCredentials.user.header('user:default/mori'));
    if (ifMatch) sent.set('If-Match', ifMatch);
    const answer = expectDocumented(await sent.send(body));
    if (answer.status !== 200) {
      throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };

  const beforeRounds: Array<() => Promise<void>> = [];
  const world = {
    /** A call of the REST API by a signed-in person; its answer is what `openapi.yaml` says. */
    call,

    /** Refuses calls, and tells which were made. */
    aws,

    /** What is in AWS. */
    region: aws.region(ACCOUNT, REGION),

    now: () => new Date(time),

    /** Lets time pass. Nobody looks meanwhile. */
    wait(span: { days?: number; hours?: number; minutes?: number }) {
      const { days = 0, hours = 0, minutes = 0 } = span;
      time += days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS;
    },

    /** What people know about a host: its `server.yaml`. */
    async describeHost(host: string, yaml: string) {
      await write(join(captured, host, 'server.yaml'), yaml);
    },

    /** What Git says should be on a host. */
    async declare(host: string, files: Record<string, string>) {
      for (const [path, text] of Object.entries(files)) {
        await write(join(declared, host, path), text);
      }
    },

    /**
     * A collector reads the host now.
     *
     * @param files - by their path on the host, for example `etc/cron.d/batch`
     * @param record - more of `capture.json`, for example `notRead`
     */
    async capture(
      host: string,
      files: Record<string, string>,
      record: JsonObject = {},
    ) {
      const capturedAt = new Date(time).toISOString();
      const folder = join(captured, host, capturedAt.replace(/[-:.]/g, ''));
      for (const [path, text] of Object.entries(files)) {
        await write(join(folder, path), text);
      }
      await write(
        join(folder, 'capture.json'),
        JSON.stringify({
          host,
          capturedAt,
          cron: { flavour: 'debian', running: true },
          timezone: 'Asia/Tokyo',
          read: ['var/spool/cron', 'etc', 'ps.txt', 'tools', 'var/log'],
          ...record,
        }),
      );
    },

    /** Before each round, for what has to tell of the minutes before it, such as metrics. */
    beforeRound(prepare: () => Promise<void>) {
      beforeRounds.push(prepare);
    },

    /** One observation round, in which nothing may fail. */
    async observe() {
      for (const prepare of beforeRounds) await prepare();
      const { failures } = await call('post', '/refresh');
      expect(failures).toEqual([]);
    },

    /** The task that looks each minute whether finders are due. */
    findTargets: () => scheduler!.triggerTask('batch-migration-find-targets'),

    /** Days go by with a round on each of them. */
    async passDays(days: number, eachDay: () => Promise<void>) {
      for (let day = 0; day < days; day += 1) {
        world.wait({ days: 1 });
        await eachDay();
        await world.observe();
      }
    },

    /** The only workload of that name, as its page shows it. */
    async workload(name: string): Promise<WorkloadDetail> {
      const { items } = await call('get', `/workloads?text=${name}`);
      const found = items.filter((item: WorkloadDetail) => item.name === name);
      expect(found).toHaveLength(1);
      const view: WorkloadDetail = await call(
        'get',
        `/workloads/${found[0].id}`,
      );
      // The page answers *why?* of every word.
      const { because, blockers, dangers } = view.assessment;
      for (const basis of [...Object.values(because!), ...blockers, ...dangers])
        restsOn(view, basis);
      return view;
    },

    /** Changes some fields of a plan, as the form does. */
    async plan(name: string, changes: Partial<Plan>): Promise<Plan> {
      const { id } = await world.workload(name);
      const before: Plan = await call('get', `/workloads/${id}/plan`);
      return call('put', `/workloads/${id}/plan`, {
        body: { ...before, ...changes },
        ifMatch: `"v${before.version}"`,
      });
    },

    /** Links the places where the new side will appear, as the golden path does. */
    async link(name: string, ...locations: LocationRef[]) {
      const { id } = await world.workload(name);
      const links = locations.map(location => ({
        workloadIds: [id],
        location,
      }));
      const repository = `https://git.example/${name}`;
      await call('put', '/target-links', { body: { repository, links } });
      // Linking asks for a round of its own, which must not see what comes later.
      await world.observe();
    },

    /** What the history tells of one type of event, oldest first. */
    async history(name: string, type: string): Promise<string[]> {
      const { id } = await world.workload(name);
      const { items } = await call('get', `/workloads/${id}/history?limit=200`);
      return items
        .filter((event: HistoryEvent) => event.type === type)
        .map(({ summary }: HistoryEvent) => summary)
        .reverse();
    },

    async stop() {
      await backend.stop();
      clock.mockRestore();
      await rm(root, { recursive: true, force: true });
      await aws.stop();
    },
  };
  return world;
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/** A complete plan of a workload that moves. */
export const MOVES_TO_ECS: Partial<Plan> = {
  ownerRef: 'group:default/news-platform',
  strategy: 'replatform',
  targetPlatform: 'ecs-fargate',
  decision: {
    candidates: [{ name: 'ecs-fargate', reason: 'It fits', adopted: true }],
  },
};

/** What a page shows of a workload in a word each. */
export function statusOf({ assessment }: WorkloadDetail) {
  const { placement, stage, stale, dangers } = assessment;
  return {
    placement,
    stage,
    ...(stale && { stale }),
    dangers: dangers.map(({ type, severity }) => `${type}: ${severity}`),
  };
}

/** The sentence of one danger; fails where the workload is not in it. */
export function dangerOf({ assessment }: WorkloadDetail, type: DangerType) {
  const found = assessment.dangers.find(danger => danger.type === type);
  expect(assessment.dangers.map(danger => danger.type)).toContain(type);
  return found!.message;
}

/** The only location of a side. */
export function on(side: Side, { locations }: WorkloadDetail): LocationView {
  const found = locations.filter(location => location.side === side);
  expect(found).toHaveLength(1);
  return found[0];
}

async function write(path: string, text: string) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
