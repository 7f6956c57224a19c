import { isDeepStrictEqual } from 'node:util';
import type { RoleTrust } from './facts';
import type { Unapproved, Unknown } from './report';

/**
 * Roles that somebody else may assume than the service that works with them: whoever does can start builds as the
 * stack does, or write approvals and orders that nobody gave, and all that is held against each other then agrees.
 */
export function judgeRoles(roles: RoleTrust[], until: Date): { unapproved: Unapproved[]; unknown: Unknown[] } {
  const unapproved: Unapproved[] = [];
  const unknown: Unknown[] = [];
  for (const { role, service, condition, found } of roles) {
    const known = { what: 'build' as const, id: role, at: until.toISOString() };
    const statements = found.policy === undefined ? undefined : statementsOf(found.policy);
    if (statements === undefined) {
      unknown.push({ ...known, reason: `IAM does not say whom this role trusts: ${found.unreadable ?? 'its policy cannot be read'}` });
      continue;
    }
    const made = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service }, ...(condition && { Condition: condition }) };
    if (isDeepStrictEqual(statements, [plain(made)])) continue;
    const reason = `trust-changed: it trusts others, or otherwise, than ${service} as the stack made it: ${JSON.stringify(statements)}`;
    unapproved.push({ ...known, by: 'CloudTrail in us-east-1 names who called UpdateAssumeRolePolicy', reason });
  }
  return { unapproved, unknown };
}

function statementsOf(policy: string): unknown[] | undefined {
  try {
    const { Statement } = JSON.parse(policy) as { Statement: object | object[] };
    return [Statement].flat().map(({ Sid: _name, ...statement }: { Sid?: string }) => plain(statement));
  } catch {
    return undefined;
  }
}

/** IAM takes one value for a list of one. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? plain(value[0]) : value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
