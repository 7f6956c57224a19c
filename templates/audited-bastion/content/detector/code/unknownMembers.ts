import type { Chain } from './chains.ts';
import type { Reading } from './reading.ts';

/** What the process, its modules and files hang on. */
const PROCESS = /^(?:globalThis|global|window|process|require|module|this|import|fs|fsp|child_process|cp)$/;
const DATABASE = /^(?:prisma|knex|db|trx|tx|sequelize|mongoose|mongo|dataSource|manager|em|orm|connection|conn|pool|client|redis|repo|repository|\w+(?:Repo|Repository|Model|Client|Collection|Queue))$/;
/** Classes of JavaScript itself, of which no member reaches out. */
const LANGUAGE = /^(?:Math|JSON|Number|String|Array|Object|Date|Intl|Map|Set|WeakMap|Symbol|BigInt|Boolean|RegExp|Error|Promise|Atomics|Int\d+Array|Uint\d+\w*Array|Float\d+Array)$/;

/** A member whose name cannot be told: of a list or record it is silent, of what reaches out it is not. */
export function judgeUnknownMember(reading: Reading, chain: Chain, index: number): void {
  const segment = chain.segments[index];
  const root = chain.segments[0]?.name ?? '';
  if (reading.code.ruby || index === 0 || !segment?.args?.[0]) return;
  const key = reading.constants.text(segment.args[0]);
  if (/^-?\d+$/.test(key ?? '')) return;
  const isCalled = chain.segments.slice(index + 1).some(({ args }) => args !== undefined) || chain.segments[index + 1]?.name === '()';
  if (PROCESS.test(root) || (isCalled && (DATABASE.test(root) || (/^[A-Z]/.test(root) && !LANGUAGE.test(root))))) reading.giveUp('which member it takes is not known', chain);
}
