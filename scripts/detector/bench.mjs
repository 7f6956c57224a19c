/** Runs in a Node that reads TypeScript; started by `bench-detector.mjs`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { detect } from '../../templates/audited-bastion/content/detector/detect.ts';
import { parseRules } from '../../templates/audited-bastion/content/detector/readRules.ts';
import { run, say, SetupProblem } from '../report.mjs';
import { root } from '../toolchain.mjs';
import { readCommands } from './commands.mjs';

const RULES = path.join(root, 'templates/audited-bastion/content/rules.yaml');

await run(async () => {
  const { values, positionals } = parseArgs({
    options: { rules: { type: 'string', default: RULES } },
    allowPositionals: true,
  });
  if (positionals.length !== 1) {
    throw new SetupProblem(
      'Name one file: npm run bench:detector -- <file> [--rules <file>]',
    );
  }
  const rules = readable(values.rules, parseRules);
  const { commands, unreadable } = readable(positionals[0], readCommands);
  const started = performance.now();
  const results = commands.map(command => ({
    ...command,
    found: detect(command.command, { tool: command.tool }, rules),
  }));
  report(results, performance.now() - started);
  unreadable.forEach(problem => say(`NOT READ     ${problem}`));
});

function readable(file, parse) {
  try {
    return parse(readFileSync(file, 'utf8'), file);
  } catch (error) {
    throw new SetupProblem(`${file} cannot be read: ${error.message}`);
  }
}

function report(results, milliseconds) {
  const dangerous = results.filter(({ expect }) => expect === 'dangerous');
  const harmless = results.filter(({ expect }) => expect === 'harmless');
  const isAlarm = ({ found }) => found.findings.length > 0;
  const missed = dangerous.filter(result => !isAlarm(result));
  const alarms = harmless.filter(isAlarm);
  missed.forEach(({ line, tool, command }) =>
    say(`MISSED       line ${line} (${tool}): ${command}`),
  );
  alarms.forEach(({ line, tool, command, found }) =>
    say(
      `FALSE ALARM  line ${line} (${tool}): ${command}  <- ${rulesIn(found)}`,
    ),
  );
  dangerous
    .filter(result => isAlarm(result) && result.rule)
    .filter(
      ({ rule, found }) => !found.findings.some(each => each.rule === rule),
    )
    .forEach(({ line, tool, command, rule, found }) =>
      say(
        `OTHER RULE   line ${line} (${tool}): ${command}  expected ${rule} <- ${rulesIn(
          found,
        )}`,
      ),
    );

  say('');
  table('tool', results, ({ tool }) => [tool]);
  table(
    'rule',
    results,
    ({ rule, found }) => [
      ...new Set([
        ...(rule ? [rule] : []),
        ...found.findings.map(finding => finding.rule),
      ]),
    ],
    ({ found }, rule) => found.findings.some(each => each.rule === rule),
  );
  say(
    `recall        ${share(
      dangerous.length - missed.length,
      dangerous.length,
    )}`,
  );
  say(`false alarms  ${share(alarms.length, harmless.length)}`);
  say(
    `speed         ${results.length} commands in ${milliseconds.toFixed(
      0,
    )} ms, ${Math.round(
      (1000 * results.length) / Math.max(milliseconds, 1),
    )} a second`,
  );
}

function table(
  title,
  results,
  groupsOf,
  isFound = ({ found }) => found.findings.length > 0,
) {
  const groups = new Map();
  for (const result of results) {
    for (const group of groupsOf(result)) {
      const row = groups.get(group) ?? {
        dangerous: 0,
        found: 0,
        harmless: 0,
        alarms: 0,
      };
      groups.set(group, row);
      const isDangerous = result.expect === 'dangerous';
      row[isDangerous ? 'dangerous' : 'harmless'] += 1;
      if (isFound(result, group)) row[isDangerous ? 'found' : 'alarms'] += 1;
    }
  }
  const width = Math.max(...[...groups.keys(), title].map(name => name.length));
  say(`${title.padEnd(width)}  dangerous  found  harmless  alarms`);
  for (const [name, row] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    say(
      `${name.padEnd(width)}  ${String(row.dangerous).padStart(9)}  ${String(
        row.found,
      ).padStart(5)}  ${String(row.harmless).padStart(8)}  ${String(
        row.alarms,
      ).padStart(6)}`,
    );
  }
  say('');
}

function share(part, whole) {
  return `${part} of ${whole}${
    whole > 0 ? ` (${((100 * part) / whole).toFixed(1)} %)` : ''
  }`;
}

function rulesIn({ findings }) {
  return [...new Set(findings.map(({ rule }) => rule))].join(', ');
}
