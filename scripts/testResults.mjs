/** How many passed, and what failed and why, for the end of a long output: on another machine nobody has more than that. */
import path from 'node:path';
import { root } from './toolchain.mjs';

/** No more of one message than a person reads. */
const SHOWN_LINES = 60;

/** A reporter of Node's test runner: one line of JSON when all of it has ended. */
export default async function* results(events) {
  let failures = '';
  for await (const { type, data } of events) {
    // A file has a summary, too.
    if (type === 'test:summary' && !data.file) {
      const { passed, failed, cancelled, skipped, todo } = data.counts;
      yield JSON.stringify({
        passed,
        failed: failed + cancelled + skipped + todo,
        failures,
      });
    }
    if (type !== 'test:fail') continue;
    const { error } = data.details;
    // Of a suite it only says that something in it failed.
    if (error.failureType === 'subtestsFailed') continue;
    const { message = error } = error.cause ?? error;
    failures += asText(data.name, data.file, message);
  }
}

/** The same of a report that Jest wrote as JSON. */
export function failedInJest({ testResults }) {
  return testResults
    .flatMap(({ name: file, message, assertionResults }) => {
      const failed = assertionResults.filter(
        ({ status }) => status === 'failed',
      );
      // A file that does not load has no tests.
      if (failed.length === 0 && message) {
        return [asText('does not run', file, message)];
      }
      return failed.map(({ fullName, failureMessages }) =>
        asText(fullName, file, failureMessages.join('\n')),
      );
    })
    .join('');
}

function asText(name, file, message) {
  const lines = String(message).split('\n');
  return [
    `${file ? `${path.relative(root, file)}: ` : ''}${name}`,
    ...lines.slice(0, SHOWN_LINES).map(line => `  ${line}`),
    ...(lines.length > SHOWN_LINES
      ? [`  … and ${lines.length - SHOWN_LINES} lines more`]
      : []),
    '',
  ].join('\n');
}
