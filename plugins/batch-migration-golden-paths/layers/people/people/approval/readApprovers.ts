import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { type Approver, type Approvers, normalEmail, type Person } from './approvers';

/** Every mistake of approvers.yaml, each with its field. */
export class ApproversError extends Error {
  readonly name = 'ApproversError';

  constructor(readonly problems: string[]) {
    super(`approvers.yaml cannot be used:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
  }
}

/** Beside a Lambda's bundle, where `NodeFunction` puts it; at the root of the repository elsewhere. */
export function readApprovers(folder = process.env.LAMBDA_TASK_ROOT ?? '.'): Approvers {
  return parseApprovers(readFileSync(join(folder, 'approvers.yaml'), 'utf8'));
}

const USER = /^[UW][A-Z0-9]{5,30}$/;
const GROUP = /^S[A-Z0-9]{5,30}$/;
const CHANNEL = /^[CG][A-Z0-9]{5,30}$/;
const TEAM = /^[TE][A-Z0-9]{5,30}$/;

/** @throws ApproversError with every mistake at once */
export function parseApprovers(text: string): Approvers {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw new ApproversError(document.errors.map(({ message }) => message.split('\n')[0]));
  const check = new Check();
  const root = check.map(document.toJS(), '', [
    'slack', 'channels', 'approvers', 'alert', 'followUp', 'validHours', 'language', 'people',
  ]);
  const slack = check.map(root.slack, 'slack', ['teamIds']);
  const channels = check.map(root.channels, 'channels', ['requests', 'alerts']);
  const alert = check.map(root.alert, 'alert', ['users', 'groups']);
  const followUp = check.map(root.followUp ?? {}, 'followUp', ['afterHours', 'repeatHours']);
  const approvers: Approvers = {
    slack: { teamIds: check.ids(slack.teamIds, 'slack.teamIds', TEAM, 'a team id such as T0123ABCD', 1) },
    channels: {
      requests: check.id(channels.requests, 'channels.requests', CHANNEL, 'a channel id such as C0123ABCD'),
      alerts: check.id(channels.alerts, 'channels.alerts', CHANNEL, 'a channel id such as C0123ABCD'),
    },
    approvers: check.list(root.approvers, 'approvers', 1).map((each, index) => approver(check, each, `approvers[${index}]`)),
    alert: {
      users: check.ids(alert.users ?? [], 'alert.users', USER, 'a user id such as U0123ABCD'),
      groups: check.ids(alert.groups ?? [], 'alert.groups', GROUP, 'the id of a user group such as S0123ABCD'),
    },
    followUp: {
      afterHours: check.number(followUp.afterHours ?? 24, 'followUp.afterHours', 1, 168),
      repeatHours: check.number(followUp.repeatHours ?? 24, 'followUp.repeatHours', 1, 168),
    },
    validHours: check.number(root.validHours ?? 72, 'validHours', 1, 168),
    language: check.oneOf(root.language ?? 'en', 'language', ['en', 'ja'] as const),
    people: check.list(root.people ?? [], 'people', 0).map((each, index) => person(check, each, `people[${index}]`)),
  };
  if (approvers.alert.users.length + approvers.alert.groups.length === 0) {
    check.report('alert', 'must name a user or a group: nobody would be told');
  }
  const seen = new Set<string>();
  for (const each of approvers.approvers) {
    const id = 'user' in each ? each.user : each.group;
    if (id !== '' && seen.has(id)) check.report('approvers', `names ${id} twice`);
    seen.add(id);
  }
  if (check.problems.length > 0) throw new ApproversError(check.problems);
  return approvers;
}

function approver(check: Check, given: unknown, field: string): Approver {
  const { user, group, title } = check.map(given, field, ['user', 'group', 'title']);
  const why = check.id(title, `${field}.title`, /\S{2}/, 'what makes them an approver, such as "CTO"');
  if ((user === undefined) === (group === undefined)) {
    check.report(field, 'must have either user or group');
    return { user: '', title: why };
  }
  return user === undefined
    ? { group: check.id(group, `${field}.group`, GROUP, 'the id of a user group such as S0123ABCD'), title: why }
    : { user: check.id(user, `${field}.user`, USER, 'a user id such as U0123ABCD (no @name: names change hands)'), title: why };
}

function person(check: Check, given: unknown, field: string): Person {
  const { slack, emails, github, aws } = check.map(given, field, ['slack', 'emails', 'github', 'aws']);
  const names = {
    slack: check.ids(slack ?? [], `${field}.slack`, USER, 'a user id such as U0123ABCD'),
    emails: check.ids(emails ?? [], `${field}.emails`, /^[^@\s]+@[^@\s]+$/, 'an e-mail address').map(normalEmail),
    github: check.ids(github ?? [], `${field}.github`, /^[A-Za-z0-9][A-Za-z0-9-]*(?:\[bot\])?$/, 'a login of GitHub'),
    aws: check.ids(aws ?? [], `${field}.aws`, /^(?:[\w+=,.@-]{1,64}\/)?[\w+=,.@-]{2,64}$/, 'the name of an IAM user or of a person in IAM Identity Center, or ROLE/SESSION'),
  };
  if (Object.values(names).flat().length < 2) check.report(field, 'must have at least two names of the person');
  return names;
}

class Check {
  readonly problems: string[] = [];

  report(field: string, message: string): void {
    this.problems.push(`${field || 'the file'} ${message}`);
  }

  map(given: unknown, field: string, names: string[]): Record<string, unknown> {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      this.report(field, `must be a map with ${names.join(', ')}`);
      return {};
    }
    for (const name of Object.keys(given)) {
      if (!names.includes(name)) this.report(field ? `${field}.${name}` : name, `is no field; the fields are ${names.join(', ')}`);
    }
    return given as Record<string, unknown>;
  }

  list(given: unknown, field: string, least: number): unknown[] {
    if (Array.isArray(given) && given.length >= least) return given;
    this.report(field, least > 0 ? 'must be a list with at least one entry' : 'must be a list');
    return [];
  }

  id(given: unknown, field: string, pattern: RegExp, rule: string): string {
    if (typeof given === 'string' && pattern.test(given)) return given;
    this.report(field, `must be ${rule}, got: ${JSON.stringify(given) ?? 'nothing'}`);
    return '';
  }

  ids(given: unknown, field: string, pattern: RegExp, rule: string, least = 0): string[] {
    return this.list(given, field, least).map((each, index) => this.id(each, `${field}[${index}]`, pattern, rule));
  }

  number(given: unknown, field: string, min: number, max: number): number {
    if (Number.isInteger(given) && Number(given) >= min && Number(given) <= max) return Number(given);
    this.report(field, `must be a whole number from ${min} to ${max}, got: ${JSON.stringify(given)}`);
    return min;
  }

  oneOf<T extends string>(given: unknown, field: string, values: readonly T[]): T {
    const found = values.find(value => value === given);
    if (!found) this.report(field, `must be ${values.join(' or ')}, got: ${JSON.stringify(given)}`);
    return found ?? values[0];
  }
}
