import { HOLE, isConstant, plain, SECRET } from './marks.ts';
import { readOptions } from './options.ts';
import { unescapeC } from './parse.ts';
import type { Call, Output } from './session.ts';

const UNKNOWN: Output = { text: HOLE };
const LONGEST = 20_000;

/** Programs whose output follows from their words and input: what they write may be run next. */
export const TEXT_PROGRAMS: Record<string, (call: Call) => Output> = {
  echo(call) {
    const { judge, args } = call;
    const words = args.map(plain);
    let escapes = false;
    let newline = true;
    while (words.length > 0 && /^-[neE]+$/.test(words[0] as string)) {
      const flags = words.shift() as string;
      if (flags.includes('e')) escapes = true;
      if (flags.includes('n')) newline = false;
    }
    const text = words.join(' ');
    if (text.includes(SECRET)) judge.report('credential-read', call.raw);
    return { text: (escapes ? unescapeC(text) : text) + (newline ? '\n' : '') };
  },
  printf(call) {
    const args = call.args.map(plain);
    let variable: string | undefined;
    if (args[0] === '-v') [, variable] = args.splice(0, 2);
    if (args[0] === '--') args.shift();
    if (args.some(arg => arg.includes(SECRET))) call.judge.report('credential-read', call.raw);
    const text = formatted(args);
    if (variable !== undefined) {
      call.session.store(variable, text, call.raw);
      return { text: '' };
    }
    return { text };
  },
  cat(call) {
    const { rest } = readOptions(call.args);
    if (call.stdin?.text.includes(SECRET)) call.judge.report('credential-read', call.raw);
    if (rest.length === 0 || rest.includes('-')) return call.stdin ?? UNKNOWN;
    const known = rest.map(path => call.session.files.get(plain(path)));
    return known.every(output => output !== undefined) ? { text: known.map(output => output?.text).join('') } : UNKNOWN;
  },
  rev: call => onText(call, text => text.split('\n').map(line => [...line].reverse().join('')).join('\n')),
  tac: call => onText(call, text => text.split('\n').reverse().join('\n').replace(/^\n/, '')),
  tr(call) {
    const { flags, rest } = readOptions(call.args);
    const [from = '', to = ''] = rest.map(word => set(plain(word)));
    if (flags.has('c') || flags.has('C')) return UNKNOWN;
    return onText(call, text =>
      [...text]
        .map(char => {
          const index = from.lastIndexOf(char);
          if (index < 0) return char;
          return flags.has('d') ? '' : (to[Math.min(index, to.length - 1)] ?? char);
        })
        .join(''),
    );
  },
  base64: call => decodes(call, ['d', 'D', 'decode'], 'base64'),
  base32: call => decodes(call, ['d', 'decode'], 'other'),
  openssl(call) {
    const args = call.args.map(plain);
    const isBase64 = args[0] === 'base64' || (args[0] === 'enc' && args.some(arg => ['-base64', '-a'].includes(arg)));
    if (args.includes('-d') && ['enc', 'base64', 'aes-256-cbc'].includes(args[0] ?? '')) return decoded(call, isBase64 && !args.some(arg => arg.startsWith('-aes')) ? 'base64' : 'other');
    return UNKNOWN;
  },
  xxd: call => (call.args.some(arg => /^-.*r/.test(plain(arg))) ? decoded(call, call.args.some(arg => /p/.test(plain(arg))) ? 'hex' : 'other') : UNKNOWN),
  uudecode: call => decoded(call, 'other'),
  gunzip: call => decoded(call, 'other'),
  zcat: call => decoded(call, 'other'),
  head: call => (call.args.length === 0 ? (call.stdin ?? UNKNOWN) : UNKNOWN),
  mktemp: call => ({ text: `/tmp/tmp.${call.args.some(arg => plain(arg) === '-d') ? 'folder' : 'file'}\n` }),
  ls: call => ({ text: HOLE, paths: readOptions(call.args).rest }),
  which: call => found(call),
  type: call => found(call),
  date: () => UNKNOWN,
  sleep: () => ({ text: '' }),
  sync: () => ({ text: '' }),
  true: () => ({ text: '' }),
  false: () => ({ text: '' }),
  ':': () => ({ text: '' }),
  basename: call => ({ text: `${plain(call.args[0] ?? '').split('/').at(-1)}\n` }),
  seq: () => UNKNOWN,
};

function found({ name, args }: Call): Output {
  const { flags, rest } = readOptions(args);
  const program = plain(rest[0] ?? '');
  return { text: name === 'type' && !flags.has('p') && !flags.has('P') ? HOLE : `/usr/bin/${program}\n` };
}

function onText({ stdin }: Call, change: (text: string) => string): Output {
  return stdin && isConstant(stdin.text) && stdin.text.length <= LONGEST ? { text: change(stdin.text), from: 'decoded' } : UNKNOWN;
}

function decodes(call: Call, flags: string[], code: 'base64' | 'other'): Output {
  const options = readOptions(call.args, { short: 'wi' });
  return flags.some(flag => options.flags.has(flag)) ? decoded(call, code) : UNKNOWN;
}

function decoded(call: Call, code: 'base64' | 'hex' | 'other'): Output {
  const text = call.stdin?.text;
  if (text === undefined || !isConstant(text) || code === 'other') return { text: HOLE, from: 'decoded' };
  const bytes = code === 'base64' ? atobOrNothing(text) : (text.match(/[0-9a-fA-F]{2}/g) ?? []).map(pair => String.fromCharCode(parseInt(pair, 16))).join('');
  return { text: bytes ?? HOLE, from: 'decoded' };
}

export function atobOrNothing(text: string): string | undefined {
  const clean = text.replace(/\s+/g, '').replace(/-/g, '+').replace(/_/g, '/');
  try {
    const bytes = Uint8Array.from(atob(clean), char => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

/** `a-z` and classes of `tr`. */
function set(text: string): string {
  return unescapeC(text)
    .replace(/\[:lower:\]/g, 'abcdefghijklmnopqrstuvwxyz')
    .replace(/\[:upper:\]/g, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    .replace(/(.)-(.)/g, (_, from: string, to: string) => {
      let all = '';
      for (let code = from.charCodeAt(0); code <= to.charCodeAt(0) && all.length < 300; code += 1) all += String.fromCharCode(code);
      return all;
    });
}

function formatted([format = '', ...args]: string[]): string {
  let text = '';
  let next = 0;
  for (let round = 0; round < 50; round += 1) {
    const before = next;
    text += format.replace(/%(?:%|-?[0-9.]*([sbdiqcxXouef]))|\\(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|[0-7]{1,4}|.)/g, (whole, kind: string | undefined) => {
      if (whole === '%%') return '%';
      if (kind === undefined) return unescapeC(whole);
      const arg = args[next] ?? '';
      next += 1;
      if (kind === 'b') return unescapeC(arg);
      if (kind === 'c') return arg.slice(0, 1);
      return arg;
    });
    if (next === before || next >= args.length) break;
  }
  return text.length > LONGEST ? HOLE : text;
}
