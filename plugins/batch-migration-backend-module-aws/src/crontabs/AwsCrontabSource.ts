import type { CommandInvocation } from '@aws-sdk/client-ssm';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  InventoryReading,
  InventorySource,
  KnownServers,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { readManagedHosts } from '../inventory/managedHosts';
import { Parts } from '../inventory/Parts';
import type {
  AwsInventoryOptions,
  RunCommandOptions,
} from '../inventory/readAwsInventories';
import { readUnits } from '../inventory/readEstate';
import { type FoundServer, toServers } from '../inventory/servers';
import { checkedVersion } from './captureDocument';
import { readInvocations, readOutput, sendDocument } from './commands';
import { hostReading } from './hostReading';
import { parseHostOutput } from './parseHostOutput';

/** `FilterLogEvents` allows 5 calls a second, one after the other: some hosts in each round. */
const OUTPUTS_PER_ROUND = 50;

const UNDER_WAY = ['Pending', 'InProgress', 'Delayed', 'Cancelling'];

interface Host {
  id: string;
  server: FoundServer;
  /** Instances of the group that it is of; `null` where the server is one host. */
  members: string[] | null;
}

interface Round {
  now: Date;
  signal?: AbortSignal;
  parts: Parts;
}

/**
 * Crontabs of hosts with the agent of Systems Manager, read by one fixed
 * document that takes no parameters, at a slow pace. It executes on hosts, so
 * it is there only where it is configured.
 */
export class AwsCrontabSource implements InventorySource {
  readonly id: string;
  readonly role = 'captured';
  readonly freshnessMs: number;
  /** Only of hosts that were read since the last time. */
  readonly namesAll = false;
  /** Outputs that were stored already, by command and host. */
  private readonly stored = new Set<string>();

  constructor(
    private readonly clients: AwsClients,
    private readonly options: AwsInventoryOptions & {
      runCommand: RunCommandOptions;
    },
    private readonly logger: LoggerService,
  ) {
    this.id = `aws-crontabs:${options.accountId}/${options.region}`;
    // Two readings may fail before a host counts as silent.
    this.freshnessMs = Math.max(
      options.freshnessMs,
      3 * options.runCommand.everyMs,
    );
  }

  async *read({
    now,
    signal,
    known,
  }: {
    now: Date;
    signal?: AbortSignal;
    known?: KnownServers;
  }): AsyncIterable<InventoryReading> {
    const { runCommand } = this.options;
    const parts = new Parts(this.options, signal);
    const round = { now, signal, parts };
    const version = await parts.read(
      'ssm:GetDocument',
      'crontabs of all hosts',
      async () =>
        checkedVersion(
          await this.clients.get('ssm', this.options),
          runCommand.document,
          signal,
        ),
    );
    if (version !== null) {
      const hosts = await this.hosts(round, known);
      const invocations = await parts.read(
        'ssm:ListCommandInvocations',
        'what was read of hosts, and which of them are due',
        async () =>
          readInvocations(
            await this.clients.get('ssm', this.options),
            runCommand,
            new Date(now.getTime() - this.freshnessMs),
            signal,
          ),
      );
      if (invocations !== null) {
        yield* this.readings(hosts, invocations, version, round, known);
        await this.askDue(hosts, invocations, version, round);
      }
    }
    if (parts.reason !== null) {
      yield { status: 'failed', serverRef: null, reason: parts.reason };
    }
  }

  private async hosts(
    { parts, signal }: Round,
    known?: KnownServers,
  ): Promise<Map<string, Host>> {
    const units = await readUnits(this.clients, this.options, parts, signal);
    const servers = toServers(
      units,
      (await known?.list()) ?? new Map(),
      this.options,
    );
    return new Map(
      servers.flatMap(server => {
        const live = server.units
          .flatMap(({ instances }) => instances)
          .filter(({ State }) => State?.Name === 'running')
          .map(({ InstanceId }) => InstanceId!)
          .sort();
        const isGroup =
          live.length > 1 ||
          server.units.some(unit => unit.groups.length > 0 || unit.environment);
        return live.map((id): [string, Host] => [
          id,
          { id, server, members: isGroup ? live : null },
        ]);
      }),
    );
  }

  /** What the newest command printed on each host, oldest first. */
  private async *readings(
    hosts: ReadonlyMap<string, Host>,
    invocations: readonly CommandInvocation[],
    version: string,
    round: Round,
    known?: KnownServers,
  ): AsyncIterable<InventoryReading> {
    const newest = new Map<string, CommandInvocation>();
    for (const invocation of invocations) {
      const { DocumentVersion, InstanceId = '', Status = '' } = invocation;
      const isOurs = DocumentVersion === version && !UNDER_WAY.includes(Status);
      if (isOurs && hosts.has(InstanceId) && !newest.has(InstanceId)) {
        newest.set(InstanceId, invocation);
      }
    }
    const unread = [...newest.values()]
      .filter(invocation => !this.stored.has(idOf(invocation)))
      .reverse()
      .slice(0, OUTPUTS_PER_ROUND);
    for (const invocation of unread) {
      round.signal?.throwIfAborted();
      const host = hosts.get(invocation.InstanceId!)!;
      const reading = await this.reading(host, invocation, round, known);
      if (reading) yield reading;
    }
  }

  private async reading(
    { id, members, server }: Host,
    invocation: CommandInvocation,
    { parts, signal }: Round,
    known?: KnownServers,
  ): Promise<InventoryReading | null> {
    const { Status, StatusDetails, RequestedDateTime } = invocation;
    const failed = (reason: string): InventoryReading => ({
      status: 'failed',
      serverRef: server.ref,
      reason: `Crontabs of ${id} were not read: ${reason}`,
    });
    if (Status !== 'Success') {
      return failed(
        `the command ended as ${StatusDetails ?? Status}. Look at command ${
          invocation.CommandId
        } in Systems Manager.`,
      );
    }
    const { logGroup } = this.options.runCommand;
    // `undefined` where nothing arrived, `null` where AWS did not answer.
    const output = await parts.read(
      'logs:FilterLogEvents',
      'what commands printed on hosts',
      async () =>
        (await readOutput(
          await this.clients.get('logs', this.options),
          logGroup,
          invocation,
          signal,
        )) ?? undefined,
    );
    if (output === null) return null;
    if (output === undefined) {
      return failed(
        `the command ended, and nothing of it is in the log group ${logGroup}. Let the role of the host put log events there (logs:CreateLogStream, logs:DescribeLogGroups, logs:DescribeLogStreams, logs:PutLogEvents).`,
      );
    }
    try {
      const inventory = hostReading({
        ...{ server, members, instanceId: id },
        known: (await known?.filesOf(server.ref)) ?? null,
        output: parseHostOutput(output),
        capturedAt: RequestedDateTime!.toISOString(),
        timezone: this.options.timezone,
      });
      return {
        status: 'read',
        inventory,
        onStored: () => {
          this.stored.add(idOf(invocation));
        },
      };
    } catch (error) {
      return failed(`${toError(error).message}. It is read again another day.`);
    }
  }

  /** Asks the hosts of which the last command is the longest ago, a few in each round. */
  private async askDue(
    hosts: ReadonlyMap<string, Host>,
    invocations: readonly CommandInvocation[],
    version: string,
    { now, parts, signal }: Round,
  ): Promise<void> {
    const { runCommand } = this.options;
    const askedAt = new Map<string, number>();
    for (const { InstanceId = '', RequestedDateTime } of invocations) {
      const at = Number(RequestedDateTime);
      askedAt.set(InstanceId, Math.max(at, askedAt.get(InstanceId) ?? 0));
    }
    const due = [...hosts.keys()].filter(
      id => now.getTime() - (askedAt.get(id) ?? 0) >= runCommand.everyMs,
    );
    const managed = await parts.read(
      'ssm:DescribeInstanceInformation',
      'which hosts have the agent of Systems Manager',
      async () =>
        readManagedHosts(
          await this.clients.get('ssm', this.options),
          due,
          signal,
        ),
    );
    const asked = due
      .filter(id => {
        const host = managed?.get(id);
        return host?.PingStatus === 'Online' && host.PlatformType === 'Linux';
      })
      .sort((a, b) => (askedAt.get(a) ?? 0) - (askedAt.get(b) ?? 0))
      .slice(0, runCommand.hostsPerRound);
    if (asked.length === 0) return;
    await parts.read('ssm:SendCommand', 'crontabs of hosts', async () =>
      sendDocument(
        await this.clients.get('ssm', this.options),
        runCommand,
        version,
        asked,
        signal,
      ),
    );
    this.logger.info(
      `${this.id}: asked ${asked.length} hosts for their crontabs`,
    );
  }
}

function idOf({ CommandId, InstanceId }: CommandInvocation): string {
  return `${CommandId}/${InstanceId}`;
}
