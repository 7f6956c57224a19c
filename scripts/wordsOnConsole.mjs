/**
 * A reporter of Jest: the file that `WORDS_ON_CONSOLE` names gets a line for
 * each error and warning that a test leaves on the console.
 */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './toolchain.mjs';

export default class WordsOnConsole {
  onTestFileResult({ path: file }, { console: messages }) {
    for (const { type, message } of messages ?? []) {
      if (type !== 'error' && type !== 'warn') continue;
      const [said] = message.trim().split('\n');
      appendFileSync(
        process.env.WORDS_ON_CONSOLE,
        `${path.relative(root, file)}: ${said}\n`,
      );
    }
  }
}
