import { maskSecrets, type MaskedText } from '../workload/maskSecrets';
import type { CrontabJob } from './parseCrontab';

/**
 * The command of a job without credentials. Where the user was forgotten in a
 * system crontab, the program stands in its column: what `-p` means in
 * `-psecret` is known only beside the `mysql` before it.
 */
export function maskedCommand({
  user,
  command,
}: Pick<CrontabJob, 'user' | 'command'>): MaskedText {
  if (user === null || !command.startsWith('-')) return maskSecrets(command);
  const before = `${user} `;
  const { text, names } = maskSecrets(before + command);
  return text.startsWith(before)
    ? { text: text.slice(before.length), names }
    : maskSecrets(command);
}
