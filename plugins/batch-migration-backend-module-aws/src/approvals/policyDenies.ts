/** What a statement of IAM says, as far as it is read. */
export interface Statement {
  Effect?: unknown;
  Action?: unknown;
  Resource?: unknown;
  Condition?: unknown;
}

/** What decides what a build runs: each can be overridden by whoever starts it. */
const OVERRIDES = [
  'environment',
  'environment.image',
  'source',
  'source.buildspec',
];

/**
 * The statements of a policy.
 *
 * @param document - as `GetPolicyVersion` answers it, URL-encoded
 * @throws Error where it is none
 */
export function statementsOf(document: string): Statement[] {
  const { Statement: given } = JSON.parse(decodeURIComponent(document));
  const all: unknown[] = Array.isArray(given) ? given : [given];
  if (!all.every(each => typeof each === 'object' && each !== null)) {
    throw new Error('A statement of the policy is no object');
  }
  return all as Statement[];
}

/**
 * Whether nobody under a policy can start a project with another environment,
 * image, source or buildspec: no start at all, or each of them refused.
 */
export function deniesOverrides(
  statements: readonly Statement[],
  project: string,
): boolean {
  const starts = statements.filter(each =>
    denies(each, 'codebuild:StartBuild', project),
  );
  return (
    starts.some(isAlways) ||
    OVERRIDES.every(key =>
      starts.some(each => isWherePresent(each, `codebuild:${key}`)),
    )
  );
}

/** Whether nobody under a policy can step into any of some tasks past ECS Exec. */
export function deniesPastExec(
  statements: readonly Statement[],
  tasks: string,
): boolean {
  return statements.some(
    each => denies(each, 'ssm:StartSession', tasks) && isAlways(each),
  );
}

/** `NotAction` and `NotResource` are not read: what they deny does not count. */
function denies(
  { Effect, Action, Resource }: Statement,
  action: string,
  resource: string,
): boolean {
  return (
    Effect === 'Deny' &&
    textsOf(Action).some(each =>
      covers(each.toLowerCase(), action.toLowerCase()),
    ) &&
    textsOf(Resource).some(each => covers(each, resource))
  );
}

function isAlways({ Condition }: Statement): boolean {
  return Condition === undefined || Object.keys(Object(Condition)).length === 0;
}

/** Denied as soon as a call names the key, and under no other condition. */
function isWherePresent({ Condition }: Statement, key: string): boolean {
  const operators = Object.entries(Object(Condition));
  const [[operator, keys] = []] = operators;
  const tests = Object.entries(Object(keys));
  const [[tested, value] = []] = tests;
  return (
    operators.length === 1 &&
    operator === 'Null' &&
    tests.length === 1 &&
    tested?.toLowerCase() === key.toLowerCase() &&
    textsOf(value).join() === 'false'
  );
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value])
    .filter(each => each !== undefined)
    .map(String);
}

/** `*` and `?` as IAM has them; in what is covered, `*` stands for whatever may be there. */
function covers(pattern: string, covered: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '[^*]');
  return new RegExp(`^${source}$`, 's').test(covered);
}
