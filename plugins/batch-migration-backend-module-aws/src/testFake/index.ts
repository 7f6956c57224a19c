/**
 * A fake of AWS for tests, built from the schemas that the SDK's clients ship.
 *
 * ```ts
 * const aws = await startFakeAws();
 * const tokyo = aws.region('111122223333', 'ap-northeast-1');
 * tokyo.scheduleGroups.set('news', new Map([['digest', { State: 'ENABLED', … }]]));
 * tokyo.stateMachines.set('digest', [execution, …]);
 * tokyo.clusters.set('main', { cluster: { clusterName: 'main' }, services: new Map() });
 * tokyo.taskDefinitions.set('digest:7', { containerDefinitions: [ … ] }); tokyo.definitions.set('digest', { States: { … } });
 * tokyo.queues.set('work', { ApproximateNumberOfMessages: '0', … });
 * tokyo.metrics.push({ namespace: 'AWS/SQS', metric: '…', dimensions: {…}, points: [{ at, value }] });
 * tokyo.listeners.set(listenerArn, [rule, …]);  // rules of a listener
 * tokyo.targetGroups.set(groupArn, [health, …]);
 * tokyo.instances.set('i-0123456789abcdef0', { instance: { State: … } });
 * tokyo.environments.set('api-blue', { Status: 'Ready', … });
 * tokyo.autoScalingGroups.set('api', { … }); tokyo.managedHosts.set('i-0123456789abcdef0', { PingStatus: 'Online' });
 * tokyo.documents.set('read-crontabs', [content]); tokyo.invocations.push({ … }); // and the rest of region.ts
 * aws.refuse('ecs:DescribeServices', 'AccessDeniedException'); aws.allow('ecs:DescribeServices');
 *
 * aws.clients            // AwsClients that ask it, for probes
 * aws.config             // root configuration under which the AWS module asks it
 * await aws.stop();      // throws if anything was asked that it cannot stand for
 * ```
 *
 * The account is the access key, the region is the one of the signature. A
 * request that the service would refuse is refused with the service's own
 * error; an answer that the schema does not allow is a `FakeDefect`.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsClients } from '../clients';
import { FakeAws } from './FakeAws';

export { FakeAws } from './FakeAws';
export type { FakeMetric, FakeRegion } from './region';

/** Starts the fake on a port of its own. */
export async function startFakeAws(options: { accounts?: string[] } = {}) {
  const { accounts = ['111122223333'] } = options;
  const aws = new FakeAws();
  let endpoint = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const { status, headers, body } = aws.answer(
        {
          method: request.method!,
          url: new URL(request.url!, 'http://fake'),
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        },
        endpoint,
      );
      response.writeHead(status, headers);
      response.end(body);
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  endpoint = `http://127.0.0.1:${port}`;

  return Object.assign(aws, {
    endpoint,
    clients: new AwsClients({
      answers: {
        mode: 'live',
        endpoint,
        credentials: {
          getCredentialProvider: async ({ accountId }: any) => ({
            sdkCredentialProvider: async () => ({
              accessKeyId: accountId,
              secretAccessKey: 'test',
            }),
          }),
        },
      },
    }),
    /** The access key tells the fake the account. */
    config: {
      aws: {
        accounts: accounts.map(accountId => ({
          accountId,
          accessKeyId: accountId,
          secretAccessKey: 'test',
        })),
      },
      batchMigration: { aws: { mode: 'live', endpoint } },
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
      if (aws.defects.length > 0) throw aws.defects[0];
    },
  });
}
