import type { Identity } from '../approval/approvers';

/**
 * Who acts, from the ARN that AWS gives: the name of an IAM user, or of the
 * session of a role, which IAM Identity Center makes from the person's name.
 * Who may assume a role freely may call their session what they like: see
 * docs/security.md.
 */
export function identityOf(arn: string): Identity {
  const [, kind, path] = /^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:([a-z-]+)\/?(.*)$/.exec(arn) ?? [];
  const name = path?.split('/').pop();
  if (!kind || !name) return { aws: arn };
  return { aws: name };
}

/** The role of an ARN such as `arn:aws:sts::1:assumed-role/Portal/session`; `null` for a user. */
export function roleOf(arn: string): string | null {
  return /^arn:aws[a-z-]*:sts::\d{12}:assumed-role\/([^/]+)\//.exec(arn)?.[1] ?? null;
}
