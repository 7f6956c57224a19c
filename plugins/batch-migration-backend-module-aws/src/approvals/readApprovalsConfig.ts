import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ApprovalPlace } from 'backstage-plugin-batch-migration-node';
import type { AwsPlace } from '../places';
import { toTable } from './toTable';

const KEY = 'batchMigration.aws.approvals';

/** Of the golden paths. */
export const REPOSITORY_NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** A table of requests in an account, with what belongs to it. */
export interface ApprovalsTable extends ApprovalPlace, AwsPlace {
  /** Of the repository, its stack and, for sessions, the cluster. */
  name: string;
  table: string;
  /** Project of CodeBuild that runs patches. */
  project: string;
  /** Bucket with the locked logs of runs; those of CodeBuild are read where there is none. */
  evidenceBucket: string | null;
  /** Where sessions are asked for. */
  sessionsUrl: string | null;
  /** Address of the workspace in Slack. */
  slackUrl: string | null;
  /** When nobody's answer is told, of requests that do not say it. */
  alertAfterHours: number | null;
}

/**
 * Reads `batchMigration.aws.approvals`.
 *
 * @throws InputError naming the key that is wrong
 */
export function readApprovalsConfig(config: Config): ApprovalsTable[] {
  const tables = (config.getOptionalConfigArray(KEY) ?? []).map(readEntry);
  const ids = tables.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new InputError(`${KEY}: ${twice} is listed twice`);
  }
  return tables;
}

function readEntry(entry: Config, index: number): ApprovalsTable {
  const fitting = (name: string, pattern: RegExp, expected: string) => {
    const value = entry.getString(name);
    if (pattern.test(value)) return value;
    throw new InputError(
      `${KEY}[${index}].${name}: expected ${expected}, got: ${value}`,
    );
  };
  const optional = (...args: Parameters<typeof fitting>) =>
    entry.has(args[0]) ? fitting(...args) : null;
  const name = fitting('name', REPOSITORY_NAME, 'the name of the repository');
  const accountId = fitting('accountId', /^\d{12}$/, '12 digits in quotes');
  const region = fitting(
    'region',
    /^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/,
    'a region',
  );
  // `ProjectName` in CodeBuild's API reference.
  const project =
    optional(
      'project',
      /^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$/,
      'the name of a CodeBuild project',
    ) ?? name;
  const sessionsUrl = optional(
    'sessionsUrl',
    /^(https:\/\/[\w.-]+|http:\/\/127\.0\.0\.1:\d+)\/[\w./-]*$/,
    'the output SessionsUrl, an https address',
  );
  return toTable({
    ...{ name, accountId, region, project, sessionsUrl },
    title: entry.getOptionalString('title'),
    table: fitting(
      'table',
      /^[a-zA-Z0-9_.-]{3,255}$/,
      'the output RequestsTable',
    ),
    evidenceBucket: optional(
      'evidenceBucket',
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'the output EvidenceBucket',
    ),
    slackUrl: optional(
      'slackUrl',
      /^https:\/\/[\w-]+(\.enterprise)?\.slack\.com$/,
      'an address such as https://example.slack.com',
    ),
    alertAfterHours: hoursOf(entry, index),
  });
}

function hoursOf(entry: Config, index: number): number | null {
  const hours = entry.getOptionalNumber('alertAfterHours');
  if (hours === undefined) return null;
  if (Number.isInteger(hours) && hours >= 1 && hours <= 8760) return hours;
  throw new InputError(
    `${KEY}[${index}].alertAfterHours: expected whole hours from 1 to 8760, got: ${hours}`,
  );
}
