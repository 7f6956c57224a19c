import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { PARAMETERS, RULE_IDS, type RuleId, type Rules, SEVERITIES } from './rules.ts';

/** All problems of a rule file, each with its line and field. */
export class RuleFileError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`rules.yaml cannot be used:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const LONGEST_COMMAND = 1_000_000;

/** @throws RuleFileError with every problem at once */
export function parseRules(text: string): Rules {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: string[] = [];
  const report = (node: unknown, field: string, message: string) => {
    const offset = (node as Node | null | undefined)?.range?.[0];
    problems.push(`line ${offset === undefined ? 1 : lines.linePos(offset).line}: ${field} ${message}`);
  };
  for (const error of document.errors) problems.push(`line ${error.linePos?.[0].line ?? 1}: ${error.message.split('\n')[0]}`);
  if (problems.length > 0) throw new RuleFileError(problems);

  const root = document.contents;
  const rules = isMap(root) ? root.get('rules', true) : undefined;
  if (!isMap(root) || !isMap(rules)) throw new RuleFileError(['line 1: rules must be a map of rules']);
  for (const { key } of root.items) if (isScalar(key) && key.value !== 'rules') report(key, String(key.value), 'is no field; the only one is rules');

  const seen = new Set<string>();
  for (const { key, value } of rules.items) {
    const id = isScalar(key) ? String(key.value) : '';
    seen.add(id);
    if (!Object.hasOwn(PARAMETERS, id)) {
      report(key, `rules.${id}`, `is no rule; the rules are ${RULE_IDS.join(', ')}`);
      continue;
    }
    if (!isMap(value)) {
      report(key, `rules.${id}`, 'must be a map with severity and why');
      continue;
    }
    const parameters: Record<string, 'texts' | 'count'> = PARAMETERS[id as RuleId];
    for (const field of value.items) {
      const name = isScalar(field.key) ? String(field.key.value) : '';
      const path = `rules.${id}.${name}`;
      const content = field.value;
      const given: unknown = isScalar(content) ? content.value : undefined;
      if (name === 'severity') {
        if (!SEVERITIES.some(severity => severity === given)) report(content ?? field.key, path, `must be ${SEVERITIES.join(' or ')}, got: ${show(given)}`);
      } else if (name === 'why') {
        if (typeof given !== 'string' || given.trim() === '') report(content ?? field.key, path, 'must be a sentence');
      } else if (!Object.hasOwn(parameters, name)) {
        report(field.key, path, `is no field of this rule; the fields are ${['severity', 'why', ...Object.keys(parameters)].join(', ')}`);
      } else if (parameters[name] === 'count') {
        if (!Number.isInteger(given) || (given as number) < 1 || (given as number) > LONGEST_COMMAND) report(content ?? field.key, path, `must be a whole number from 1 to ${LONGEST_COMMAND}, got: ${show(given)}`);
      } else if (!isSeq(content)) {
        report(content ?? field.key, path, 'must be a list of texts');
      } else {
        content.items.forEach((item, index) => {
          const entry: unknown = isScalar(item) ? item.value : undefined;
          if (typeof entry !== 'string' || entry.trim() === '' || entry !== entry.trim()) report(item, `${path}[${index}]`, `must be a text without blanks around it, in quotes where it looks like something else, got: ${show(entry)}`);
          else if (/[pP]aths$/.test(name) && /\*\*./.test(entry)) report(item, `${path}[${index}]`, `may have ** only at its end, got: ${entry}`);
        });
      }
    }
    for (const name of ['severity', 'why', ...Object.keys(parameters)]) if (!value.has(name)) report(key, `rules.${id}.${name}`, 'is missing');
  }
  for (const id of RULE_IDS) if (!seen.has(id)) report(rules, `rules.${id}`, 'is missing');
  if (problems.length > 0) throw new RuleFileError(problems);
  return rules.toJSON() as Rules;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'no single value').slice(0, 80);
}
