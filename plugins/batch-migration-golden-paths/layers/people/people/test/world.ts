import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actsHandler } from '../approval/actsHandler';
import { Approvals, type AnswerResult } from '../approval/approvals';
import type { Approvers } from '../approval/approvers';
import { parseApprovers } from '../approval/readApprovers';
import { RequestStore } from '../approval/store';
import type { PatchSubject, SessionSubject } from '../approval/subject';
import { Claims } from '../aws/claims';
import { dynamoTable } from '../aws/dynamoTable';
import type { QueueAnswer, QueueEvent } from '../aws/queue';
import type { Table } from '../aws/table';
import { type FollowUpProps, runFollowUp } from '../followUp/run';
import type { Timer } from '../followUp/timer';
import { slackEndpoint } from '../slack/endpoint';
import { findMissedReplies } from '../slack/missedReplies';
import { queuedOutbox } from '../slack/outbox';
import { sender } from '../slack/sender';
import type { HttpEvent } from '../slack/signature';
import { Threads } from '../slack/threads';
import { type SlackApi, slackWebApi } from '../slack/webApi';
import { FakeDynamo } from './fake-dynamo';
import { FakeQueue } from './fake-queue';
import { LoopbackSlack } from './loopback-slack';

export const SIGNING_SECRET = 'signing-secret-of-the-tests';
export const BOT_TOKEN = 'xoxb-of-the-tests';
export const REQUESTS = 'C0REQUESTS';
export const ALERTS = 'C0ALERTS00';

export const APPROVERS = `
slack: { teamIds: [T0123ABCDE] }
channels: { requests: ${REQUESTS}, alerts: ${ALERTS} }
approvers:
  - { user: U0CHIEF000, title: CTO }
  - { group: S0EXECS000, title: Executive officers and above }
alert: { users: [U0SECURITY], groups: [] }
people:
  - { slack: [U0AUTHOR00], github: [author-dev] }
`;

export const PATCH: PatchSubject = {
  kind: 'patch',
  repository: 'example/shop',
  sha: 'a'.repeat(40),
  patch: 'patches/20261122-fix-prices',
  command: ['bin/rails', 'runner', 'patches/20261122-fix-prices/patch.rb'],
  parameters: { SHOP: '12' },
};

export const SESSION: SessionSubject = { kind: 'session', sessionId: 'ecs-execute-command-0123', reason: 'Look at order 12', timeLimitMinutes: 60 };

/** Who asks, who wrote it, and who runs it, where a test says nothing else. */
export const INVOLVED = { operator: { slack: 'U0OPERATOR' }, author: { github: 'author-dev' }, runner: null };

/** Everything between people and the table, with a loopback Slack and a clock that tests move. */
export class World {
  now = new Date('2026-11-22T03:00:00Z');
  readonly clock = () => this.now;
  readonly logged: Array<{ event: string } & Record<string, unknown>> = [];
  readonly log = (event: string, fields: Record<string, unknown> = {}) => void this.logged.push({ event, ...fields });
  readonly dynamo = new FakeDynamo();
  readonly table: Table = dynamoTable(this.dynamo.client, 'requests');
  readonly acts = new FakeQueue(this.clock, { maxReceives: 20 });
  readonly messages = new FakeQueue(this.clock, { maxReceives: 105 });
  readonly timers: Array<{ time: Date; requestId: string }> = [];
  readonly timer: Timer = { at: async (time, requestId) => void this.timers.push({ time, requestId }) };
  readonly slack = new LoopbackSlack({ clock: this.clock, signingSecret: SIGNING_SECRET, token: BOT_TOKEN });
  readonly requests = new RequestStore({ table: this.table, clock: this.clock });
  readonly threads = new Threads(this.table);
  readonly approvers: Approvers;
  readonly outbox = queuedOutbox(this.messages);
  readonly results: AnswerResult[] = [];
  approvals!: Approvals;
  api!: SlackApi;
  /** Of the endpoint: what Slack is told to call. */
  url = '';
  /** What is asked is done, but the answer comes too late for Slack. */
  endpointIsLate = false;
  private server!: Server;

  constructor(approvers = APPROVERS) {
    this.approvers = parseApprovers(approvers);
  }

  async start(): Promise<this> {
    await this.slack.start();
    for (const channel of [REQUESTS, ALERTS]) this.slack.channels.add(channel);
    for (const [id, email] of [
      ['U0CHIEF000', 'chief@example.com'], ['U0OFFICER0', 'officer@example.com'], ['U0OPERATOR', 'operator@example.com'],
      ['U0AUTHOR00', 'author@example.com'], ['U0SECURITY', 'security@example.com'], ['U0STRANGER', 'someone@example.com'],
    ]) {
      this.slack.users.set(id, { id, team_id: 'T0123ABCDE', name: id.toLowerCase(), profile: { real_name: `Name of ${id}`, email } });
    }
    this.slack.groups.set('S0EXECS000', ['U0OFFICER0']);
    const api = slackWebApi({ token: async () => BOT_TOKEN, baseUrl: this.slack.url, timeoutMs: 10_000 });
    this.api = api;
    const { approvers, requests, threads, outbox, timer, clock, log } = this;
    this.approvals = new Approvals({ approvers, slack: api, requests, threads, outbox, timer, clock, log });
    this.send = sender({ slack: api, threads, sent: this.claims(90), visibility: this.messages, log });
    await this.serve();
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
    await this.slack.stop();
  }

  /** The function that reads the outbox. */
  send!: (event: QueueEvent) => Promise<QueueAnswer>;

  claims(leaseSeconds: number): Claims {
    return new Claims({ table: this.table, clock: this.clock, leaseSeconds });
  }

  get followUps(): FollowUpProps {
    const { approvers, approvals, requests, outbox, timer, clock, log } = this;
    const admission = { deliveries: this.claims(15), acts: this.acts, threads: this.threads, slack: this.api, log };
    return { approvers, approvals, requests, outbox, timer, clock, log, findReplies: id => findMissedReplies(admission, id) };
  }

  /** Lets time pass, without anything that happens in between. */
  pass({ hours = 0, minutes = 0, seconds = 0 }: { hours?: number; minutes?: number; seconds?: number }): void {
    this.now = new Date(this.now.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000);
  }

  /** What waits in both queues is done: acts first, then the messages that follow from them. */
  async settle(): Promise<void> {
    const follow = async (result: AnswerResult) => void this.results.push(result);
    await this.acts.deliver(actsHandler({ approvals: this.approvals, follow, log: this.log }));
    await this.messages.deliver(this.send);
  }

  /** As the timer or the sweep would. */
  async followUp(id: string): Promise<void> {
    await runFollowUp(this.followUps, (await this.requests.get(id))!);
  }

  /** The first message of the thread of a request. */
  async firstMessage(id: string) {
    const thread = await this.threads.find(id);
    return this.slack.messages.find(({ ts }) => ts === thread?.ts)!;
  }

  /** Texts in the thread of a request, without the first. */
  async thread(id: string): Promise<string[]> {
    const thread = await this.threads.find(id);
    return this.slack.messages.filter(({ threadTs }) => threadTs === thread?.ts).map(({ text }) => text);
  }

  private async serve(): Promise<void> {
    const handler = slackEndpoint({
      signingSecret: async () => SIGNING_SECRET, deliveries: this.claims(15), acts: this.acts, clock: this.clock, log: this.log,
    });
    this.server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      // As an HTTP API hands it over: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
      const event: HttpEvent = {
        rawPath: request.url!,
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(parts).toString('base64'),
        isBase64Encoded: true,
        requestContext: { http: { method: request.method! } },
      };
      const answer = await handler(event).catch(() => ({ statusCode: 500, headers: {}, body: '' }));
      if (this.endpointIsLate) this.slack.giveUp();
      response.writeHead(answer.statusCode, answer.headers).end(answer.body);
    });
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/slack`;
    this.slack.connect(this.url);
  }
}
