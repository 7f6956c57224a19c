/** What a member must keep to. Bounds are inclusive. */
export interface Limit {
  /** Characters of a text. */
  length?: [least: number, most: number];
  /** Items of a list. */
  items?: [least: number, most: number];
  range?: [least: number, most: number];
  pattern?: RegExp;
  oneOf?: object;
}

/**
 * Says what is wrong with the members named, in the words of most services;
 * a limit on a list holds for the list (`items`) and for each of its members.
 */
export function brokenLimits(
  input: Record<string, unknown>,
  limits: Record<string, Limit>,
): string[] {
  return Object.entries(limits).flatMap(([member, limit]) => {
    const value = input[member];
    if (value === undefined) return [];
    const name = member[0].toLowerCase() + member.slice(1);
    return broken(value, limit).map(
      rule =>
        `Value at '${name}' failed to satisfy constraint: Member must ${rule}`,
    );
  });
}

function broken(value: unknown, limit: Limit): string[] {
  if (Array.isArray(value)) {
    const [least, most] = limit.items ?? [0, Infinity];
    const rules: string[] = [];
    if (value.length < least) rules.push(`have ${least} items or more`);
    if (value.length > most) rules.push(`have ${most} items or fewer`);
    return [...rules, ...value.flatMap(item => broken(item, limit))];
  }
  const rules: string[] = [];
  if (typeof value === 'number' && limit.range) {
    const [least, most] = limit.range;
    if (value < least)
      rules.push(`have value greater than or equal to ${least}`);
    if (value > most) rules.push(`have value less than or equal to ${most}`);
  }
  if (typeof value !== 'string') return rules;
  const [shortest, longest] = limit.length ?? [0, Infinity];
  if (value.length < shortest) {
    rules.push(`have length greater than or equal to ${shortest}`);
  }
  if (value.length > longest) {
    rules.push(`have length less than or equal to ${longest}`);
  }
  if (limit.pattern && !limit.pattern.test(value)) {
    rules.push(`satisfy regular expression pattern: ${limit.pattern.source}`);
  }
  const words = limit.oneOf && Object.values(limit.oneOf);
  if (words && !words.includes(value)) {
    rules.push(`satisfy enum value set: [${words.join(', ')}]`);
  }
  return rules;
}
