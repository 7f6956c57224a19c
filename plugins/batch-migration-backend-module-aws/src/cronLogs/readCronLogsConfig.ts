import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ShippedCronLog } from 'backstage-plugin-batch-migration-node';
import type { AwsPlace } from '../places';

const KEY = 'batchMigration.aws.cronLogs';
/** `logGroupName` and `logStreamName` in the reference of CloudWatch Logs. */
const GROUP = /^[.\-_/#A-Za-z0-9]{1,512}$/;
const STREAM = /^[^:*]{1,512}$/;

/** A log of cron in CloudWatch Logs. */
export interface CronLogPlace extends ShippedCronLog, AwsPlace {
  logGroup: string;
  logStreamPrefix?: string;
}

/**
 * Reads `batchMigration.aws.cronLogs`; a server without kind and namespace is
 * `resource:default/<server>`, and its host has its name.
 *
 * @throws InputError naming the key that is wrong
 */
export function readCronLogsConfig(config: Config): CronLogPlace[] {
  const places = (config.getOptionalConfigArray(KEY) ?? []).map(
    (entry, index) => {
      const matching = (name: string, pattern: RegExp, expected: string) => {
        const value = entry.getString(name);
        if (pattern.test(value)) return value;
        throw new InputError(
          `${KEY}[${index}].${name}: expected ${expected}, got: ${value}`,
        );
      };
      const server = matching(
        'server',
        /^([a-z]+:)?([\w.-]+\/)?[\w.-]+$/i,
        'the ref or the name of a server',
      );
      const name = server.split(/[:/]/).pop()!;
      const timezone = entry.getOptionalString('timezone');
      if (timezone !== undefined && !isZone(timezone)) {
        throw new InputError(
          `${KEY}[${index}].timezone: expected an IANA zone such as Asia/Tokyo, got: ${timezone}`,
        );
      }
      return {
        serverRef: refOf(server),
        host: entry.getOptionalString('host') ?? name,
        accountId: matching('accountId', /^\d{12}$/, '12 digits in quotes'),
        region: matching(
          'region',
          /^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/,
          'a region',
        ),
        logGroup: matching('logGroup', GROUP, 'the name of a log group'),
        ...(entry.has('logStreamPrefix') && {
          logStreamPrefix: matching(
            'logStreamPrefix',
            STREAM,
            'the beginning of the names of log streams',
          ),
        }),
        ...(timezone === undefined ? {} : { timezone }),
      };
    },
  );
  const seen = new Set<string>();
  for (const { serverRef, host } of places) {
    // Two logs of one host would each hide what the other one lacks.
    if (seen.has(`${serverRef} ${host}`)) {
      throw new InputError(`${KEY}: ${host} of ${serverRef} is listed twice`);
    }
    seen.add(`${serverRef} ${host}`);
  }
  return places;
}

function refOf(server: string): string {
  const [rest, kind = 'resource'] = server.split(':').reverse();
  const [name, namespace = 'default'] = rest.split('/').reverse();
  return `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
}

function isZone(name: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC';
}
