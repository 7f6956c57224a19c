import { plain } from './marks.ts';

export interface Options {
  flags: Set<string>;
  values: Array<[string, string]>;
  rest: string[];
}

/**
 * Options as getopt reads them. `short` are the letters that take a value,
 * `long` the names that do (`--name value`); `--name=value` always counts as one.
 * With `stop` the first word that is no option ends them, as for `env` or `sudo`.
 */
export function readOptions(args: string[], { short = '', long = [] as string[], stop = false, single = false } = {}): Options {
  const flags = new Set<string>();
  const values: Array<[string, string]> = [];
  const rest: string[] = [];
  let i = 0;
  for (; i < args.length; i += 1) {
    const arg = plain(args[i] as string);
    if (arg === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith('--') || (single && /^-[a-z]{2,}/.test(arg))) {
      const name = arg.replace(/^--?/, '');
      const equals = name.indexOf('=');
      if (equals >= 0) values.push([name.slice(0, equals), name.slice(equals + 1)]);
      else if (long.includes(name)) values.push([name, args[(i += 1)] ?? '']);
      else flags.add(name);
    } else if (arg.startsWith('-') && arg.length > 1) {
      for (let j = 1; j < arg.length; j += 1) {
        const letter = arg[j] as string;
        if (short.includes(letter)) {
          values.push([letter, j + 1 < arg.length ? arg.slice(j + 1) : args[(i += 1)] ?? '']);
          break;
        }
        flags.add(letter);
      }
    } else {
      if (stop) {
        rest.push(...args.slice(i));
        break;
      }
      rest.push(args[i] as string);
    }
  }
  return { flags, values, rest };
}

export function valuesOf({ values }: Options, ...names: string[]): string[] {
  return values.filter(([name]) => names.includes(name)).map(([, value]) => value);
}
