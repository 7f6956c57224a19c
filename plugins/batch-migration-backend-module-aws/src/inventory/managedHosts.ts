import {
  type InstanceInformation,
  ListInventoryEntriesCommand,
  paginateDescribeInstanceInformation,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { Fact } from 'backstage-plugin-batch-migration-common';
import { inChunks } from '../concurrent';

/** The largest page, and so many ids in one call. */
const PAGE = 50;
const APPLICATIONS = 'AWS:Application';

/** Where facts of packages come from. */
export const PACKAGE_SOURCE = 'SSM inventory';

/** Packages that say how old a host is, as distributions call them. */
const PACKAGES = {
  openssl: ['openssl', 'openssl-libs', 'libssl1.0.0', 'libssl1.1', 'libssl3'],
  cron: ['cron', 'cronie', 'vixie-cron', 'systemd-cron'],
};

/** What Systems Manager knows of hosts with its agent, by instance id. */
export async function readManagedHosts(
  client: SSMClient,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, InstanceInformation>> {
  const found = new Map<string, InstanceInformation>();
  for (const Values of inChunks(ids, PAGE)) {
    const pages = paginateDescribeInstanceInformation(
      { client, pageSize: PAGE },
      { Filters: [{ Key: 'InstanceIds', Values }] },
      { abortSignal: signal },
    );
    for await (const { InstanceInformationList = [] } of pages) {
      for (const host of InstanceInformationList) {
        found.set(host.InstanceId!, host);
      }
    }
  }
  return found;
}

/**
 * Versions of the packages that matter, as the agent last listed them. One
 * that is not listed is not known: `null`. No facts where the host has no
 * inventory.
 */
export async function readPackages(
  client: SSMClient,
  instanceId: string,
  signal?: AbortSignal,
): Promise<Fact[]> {
  const versions = new Map<string, Set<string>>();
  let capturedAt: string | undefined;
  let token: string | undefined;
  do {
    const {
      CaptureTime,
      Entries = [],
      NextToken,
    } = await client.send(
      new ListInventoryEntriesCommand({
        InstanceId: instanceId,
        TypeName: APPLICATIONS,
        Filters: [
          {
            Key: `${APPLICATIONS}.Name`,
            Values: Object.values(PACKAGES).flat(),
            Type: 'Equal',
          },
        ],
        MaxResults: PAGE,
        NextToken: token,
      }),
      { abortSignal: signal },
    );
    capturedAt ??= CaptureTime;
    for (const { Name = '', Version = '' } of Entries) {
      const known = versions.get(Name) ?? new Set();
      versions.set(Name, known.add(Version));
    }
    token = NextToken || undefined;
  } while (token !== undefined);
  const at = Date.parse(capturedAt ?? '');
  if (Number.isNaN(at)) return [];
  return Object.entries(PACKAGES).map(([name, names]) => {
    const told = names.flatMap(one =>
      [...(versions.get(one) ?? [])].map(version => `${one} ${version}`),
    );
    return {
      name: `package-${name}`,
      value: told.length > 0 ? told.join(', ') : null,
      source: PACKAGE_SOURCE,
      observedAt: new Date(at).toISOString(),
    };
  });
}
