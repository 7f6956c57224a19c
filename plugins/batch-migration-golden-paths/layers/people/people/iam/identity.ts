import type { Identity } from '../approval/approvers';

/** Roles that IAM Identity Center makes: it alone lets people assume them, and names a session by the person. */
const OF_IDENTITY_CENTER = /^AWSReservedSSO_[\w+=,.@-]+_[0-9a-f]{16}$/;

/**
 * Who acts, from the ARN that AWS gives. Who may assume any other role calls
 * their session what they like, also by somebody's e-mail address: such a name
 * says who it is only together with its role, and only where `people` of
 * approvers.yaml has both.
 */
export function identityOf(arn: string): Identity {
  const [, user] = /^arn:aws[a-z-]*:iam::\d{12}:user\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (user) return { aws: user };
  const { role, session } = sessionOf(arn) ?? {};
  if (!role || !session) return { aws: arn };
  if (!OF_IDENTITY_CENTER.test(role)) return { aws: `${role}/${session}` };
  return { aws: session, ...(session.includes('@') && { emails: [session] }) };
}

/** The role of an ARN such as `arn:aws:sts::1:assumed-role/Portal/session`; `null` for a user. */
export function roleOf(arn: string): string | null {
  return sessionOf(arn)?.role ?? null;
}

function sessionOf(arn: string): { role: string; session: string } | null {
  const [, role, session] = /^arn:aws[a-z-]*:sts::\d{12}:assumed-role\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
  return role && session ? { role, session } : null;
}
