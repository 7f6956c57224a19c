import type { Judge } from '../findings.ts';
import { isNamed } from '../patterns.ts';
import { isPath } from '../paths.ts';
import { changesSettings } from '../sql/settings.ts';
import { evaluates } from './evaluations.ts';
import { activate, expandBraces, hasWildcard, HOLE, isConstant, plain, SECRET, SPLIT } from './marks.ts';
import { type Assignment, type Command, type List, type Part, parseQuoted, parseShell, type Pipeline, unescapeC, type Word } from './parse.ts';
import { changesOutput, redirect } from './redirections.ts';
import { RUNS_PROGRAM, runsUnseen } from './unseen.ts';
import { changed, FROM_THE_START } from './variables.ts';

/** What a command writes, as far as it can be told: a hole stands for what cannot. */
export interface Output {
  text: string;
  from?: 'network' | 'environment' | 'decoded' | 'nothing';
  /** Paths, with wildcards, that are among the lines. */
  paths?: string[];
}

export interface Call {
  session: Session;
  judge: Judge;
  name: string;
  args: string[];
  stdin: Output | undefined;
  /** The command that reads what this one writes. */
  next: string[] | undefined;
  raw: string;
  /** Its arguments come from a list that another command writes. */
  fromList: boolean;
}

export type RunProgram = (call: Call) => Output;

const UNKNOWN: Output = { text: HOLE };
const LONGEST_VALUE = 20_000;
const MOST_ROUNDS = 10;
const DEEPEST = 40;

/** One line of a shell, played through without running anything. */
export class Session {
  readonly judge: Judge;
  readonly variables = new Map<string, string | string[]>();
  readonly functions = new Map<string, List>();
  readonly aliases = new Map<string, string>();
  readonly files = new Map<string, Output>();
  /** Names that stand for other ones: `declare -n name=other`. */
  private readonly references = new Map<string, string>();
  cwd: string | undefined;
  private readonly program: RunProgram;
  private readonly called = new Set<string>();
  private positional: string[] = [];
  private callDepth = 0;
  private nesting = 0;

  constructor(judge: Judge, program: RunProgram) {
    this.judge = judge;
    this.program = program;
    this.cwd = judge.cwd;
  }

  /** Judges a script with `$1…` as given. */
  script(text: string, positional: string[] = [], stdin?: Output): Output {
    const before = this.positional;
    this.positional = positional;
    const output = this.run(parseShell(text), stdin);
    this.positional = before;
    return output;
  }

  setPositional(words: string[]): void {
    this.positional = words;
  }

  /** Functions that were only defined may be called later. */
  uncalled(): void {
    for (const [name, body] of this.functions) {
      if (this.called.has(name)) continue;
      this.positional = Array.from({ length: 9 }, () => HOLE);
      this.run(body, undefined);
    }
  }

  run(list: List, stdin: Output | undefined): Output {
    const outputs = list.map(pipeline => this.pipeline(pipeline, stdin));
    const spoken = outputs.filter(output => output.text !== '');
    if (spoken.length === 1) return spoken[0] as Output;
    const text = outputs.map(output => output.text).join('');
    return { text: text.length > LONGEST_VALUE ? HOLE : text, ...(spoken[0]?.from ? { from: spoken[0].from } : {}) };
  }

  private pipeline({ commands }: Pipeline, stdin: Output | undefined): Output {
    let input = stdin;
    let output: Output = { text: '' };
    // The words of the next command are needed to judge this one.
    const words = commands.map(command => (command.kind === 'simple' ? () => this.peek(command.words) : () => []));
    commands.forEach((command, index) => {
      output = this.command(command, input, index + 1 < commands.length ? (words[index + 1] as () => string[])() : undefined);
      input = output;
    });
    return output;
  }

  /** The constant start of a command, without judging what is inside of it. */
  private peek(words: Word[]): string[] {
    return words.map(word => word.parts.map(part => (part.kind === 'text' ? plain(part.text) : HOLE)).join(''));
  }

  private command(command: Command, stdin: Output | undefined, next: string[] | undefined): Output {
    this.judge.work();
    switch (command.kind) {
      case 'simple':
        return this.simple(command, stdin, next);
      case 'group': {
        const io = redirect(this, this.program, command.redirections, stdin);
        return io.hidden(this.run(command.body, io.stdin));
      }
      case 'for': {
        const io = redirect(this, this.program, command.redirections, stdin);
        const values = command.words ? command.words.flatMap(word => this.expand(word)) : this.positional;
        const rounds = values.length > MOST_ROUNDS ? [...values.slice(0, MOST_ROUNDS), HOLE] : values;
        let output: Output = { text: '' };
        for (const value of rounds.length > 0 ? rounds : [HOLE]) {
          this.store(command.name, hasWildcard(value) ? HOLE : plain(value), `for ${command.name}`);
          const { text } = this.run(command.body, io.stdin);
          output = { text: output.text + text };
        }
        return io.hidden(output);
      }
      case 'arithmetic':
        evaluates(this, this.quoted(command.expression));
        return redirect(this, this.program, command.redirections, stdin).hidden({ text: '' });
      case 'case': {
        this.expand(command.subject);
        const io = redirect(this, this.program, command.redirections, stdin);
        command.bodies.forEach(body => this.run(body, io.stdin));
        return UNKNOWN;
      }
      case 'function': {
        const name = plain(command.name);
        if (isNamed(this.judge.rules['hook-disabled'].functions, name)) this.judge.report('hook-disabled', `${name}()`);
        if (callsItself(command.body, name)) this.judge.report('destructive-command', `${name}() calls itself`);
        this.functions.set(name, command.body);
        return { text: '' };
      }
    }
  }

  private simple(command: Command & { kind: 'simple' }, stdin: Output | undefined, next: string[] | undefined): Output {
    // Nothing is split in `[[ … ]]`.
    const fieldsOf = (word: Word) => (command.words[0]?.raw === '[[' ? [this.quoted(word)] : this.expand(word));
    const argv: string[] = command.words.flatMap(fieldsOf).filter((word, index) => index > 0 || word !== '' || command.words.length === 1);
    const first = argv[0];
    const declares = first !== undefined && ['export', 'declare', 'typeset', 'local', 'readonly'].includes(first);
    const outer = first === undefined || declares ? undefined : new Map(this.variables);
    if (first === 'alias') this.alias(command.assignments);
    else command.assignments.forEach(assignment => this.assign(assignment));
    const io = redirect(this, this.program, command.redirections, stdin, first);
    if (first === undefined) {
      if (command.assignments.length === 0 && io.writes) this.program({ session: this, judge: this.judge, name: ':', args: [], stdin: io.stdin, next: undefined, raw: command.raw, fromList: false });
      // `< file` alone prints nothing, but in $(< file) it does.
      return command.assignments.length === 0 && io.stdin ? io.hidden(io.stdin) : { text: '' };
    }
    if (argv.length === 1 && first === 'exec' && command.redirections.some(changesOutput)) this.judge.report('hook-disabled', command.raw);
    const output = this.call(argv, io.stdin, io.writes ? undefined : next, command.raw);
    if (outer && command.assignments.length > 0) {
      for (const { name } of command.assignments) {
        const value = outer.get(name);
        if (value === undefined) this.variables.delete(name);
        else this.variables.set(name, value);
      }
    }
    return io.hidden(output);
  }

  /** Runs words as a command: function, alias or program. */
  call(argv: string[], stdin: Output | undefined, next: string[] | undefined, raw: string, fromList = false): Output {
    // `sudo sudo sudo …`: each copies what is left of the line.
    this.judge.work(1 + Math.ceil(argv.length / 10));
    if (this.nesting >= DEEPEST) {
      this.judge.giveUp('programs that run programs are nested too deeply', raw);
      return UNKNOWN;
    }
    this.nesting += 1;
    const output = this.runs(argv, stdin, next, raw, fromList);
    this.nesting -= 1;
    return output;
  }

  private runs(argv: string[], stdin: Output | undefined, next: string[] | undefined, raw: string, fromList: boolean): Output {
    const [name = '', ...args] = argv;
    const alias = this.aliases.get(name);
    if (alias !== undefined && this.callDepth < 5) {
      this.callDepth += 1;
      const output = this.script(`${alias} ${args.map(requote).join(' ')}`, this.positional, stdin);
      this.callDepth -= 1;
      return output;
    }
    const body = this.functions.get(plain(name));
    if (body) {
      this.called.add(plain(name));
      if (this.callDepth >= 5) return UNKNOWN;
      this.callDepth += 1;
      const before = this.positional;
      this.positional = args;
      const output = this.run(body, stdin);
      this.positional = before;
      this.callDepth -= 1;
      return output;
    }
    return this.program({ session: this, judge: this.judge, name, args, stdin, next, raw, fromList });
  }

  /** The consoles with a hook come first in PATH; what takes their place or comes before them leaves the watch. */
  private path(value: Word): void {
    const path = this.quoted(value);
    const known = FROM_THE_START.PATH as string;
    const [before] = path.split(known) as [string];
    if (!path.includes(known) || before.split(':').some(folder => folder !== '' && isPath([...this.judge.rules['delete-files'].scratchPaths, '/dev/shm/**', '.'], folder, this.cwd))) this.judge.report('hook-disabled', `PATH=${value.raw}`);
  }

  private alias(assignments: Assignment[]): void {
    for (const { name, value } of assignments) {
      const text = Array.isArray(value) ? HOLE : this.quoted(value);
      if (isNamed(this.judge.rules['hook-disabled'].functions, name)) this.judge.report('hook-disabled', `alias ${name}`);
      this.judge.nested({ language: 'shell', text });
      this.aliases.set(name, text);
    }
  }

  /** Runs something from another folder. */
  inFolder(folder: string, run: () => Output): Output {
    const before = this.cwd;
    this.goTo(folder);
    const output = run();
    this.cwd = before;
    return output;
  }

  goTo(folder: string): void {
    const path = plain(folder);
    this.cwd = !isConstant(folder) || path === '-' ? undefined : /^[/~]/.test(path) || this.cwd === undefined ? path : `${this.cwd}/${path}`;
  }

  /** From now on the name stands for the one that it holds, or that it is given next. */
  refer(name: string): void {
    const target = this.variables.get(name);
    this.variables.delete(name);
    this.references.set(name, typeof target === 'string' ? target : '');
  }

  /** The name that a name stands for; a reference without one takes the first value that it is given. */
  private meant(name: string, given?: string): string {
    const target = this.references.get(name);
    if (target === undefined) return name;
    if (target === '' && given !== undefined) this.references.set(name, given);
    return target || name;
  }

  /** A command that bash calls with words of its own behind it. */
  callback(command: string, at: string): void {
    if (!isConstant(command)) this.judge.giveUp('which command it calls is not known', at);
    else this.script(`${command} ${HOLE}`);
  }

  /** Every way to set a variable comes through here: some of them are the hook. */
  store(given: string, value: string | string[], at: string): void {
    const name = this.meant(given, typeof value === 'string' ? value : undefined);
    if (isNamed(this.judge.rules['hook-disabled'].variables, name)) this.judge.report('hook-disabled', at);
    this.variables.set(name, value);
  }

  private assign({ name: given, append, index, value }: Assignment): void {
    if (index) evaluates(this, this.quoted(index));
    const name = this.meant(given, Array.isArray(value) ? undefined : this.references.has(given) ? this.quoted(value) : undefined);
    const hook = this.judge.rules['hook-disabled'];
    if (isNamed(hook.variables, name)) this.judge.report('hook-disabled', `${name}=${Array.isArray(value) ? '' : value.raw}`);
    if (RUNS_PROGRAM.test(name) && !Array.isArray(value)) runsUnseen(this.judge, this.quoted(value), `${name}=${value.raw}`);
    if (name === 'PGOPTIONS' && !Array.isArray(value) && changesSettings(this.judge.rules, this.quoted(value))) this.judge.report('database-server-change', `${name}=${value.raw}`);
    if (name === 'PATH' && !Array.isArray(value)) this.path(value);
    // A prompt is expanded each time it is shown.
    if (/^PS[0-4]$/.test(name) && !Array.isArray(value)) this.quoted(parseQuoted(this.quoted(value)));
    if (Array.isArray(value)) {
      const fields = value.flatMap(word => this.expand(word)).map(plain);
      const before = this.variables.get(name);
      this.variables.set(name, append && Array.isArray(before) ? [...before, ...fields] : fields);
      return;
    }
    const text = this.quoted(value);
    const before = append ? this.variables.get(name) : '';
    const whole = append ? (typeof before === 'string' ? before + text : HOLE) : text;
    this.variables.set(name, whole.length > LONGEST_VALUE ? HOLE : whole);
  }

  /** A word as one text: no splitting, no wildcards. */
  quoted(word: Word): string {
    return plain(word.parts.map(part => this.part({ ...part, quoted: part.kind === 'text' ? part.quoted : true } as Part)).join('')).replaceAll(SPLIT, ' ');
  }

  /** The fields that a word becomes. */
  expand(word: Word): string[] {
    const text = word.parts.map(part => this.part(part)).join('');
    const fields = text.split(SPLIT).flatMap(expandBraces);
    const isQuoted = word.parts.some(part => part.quoted);
    const kept = fields.filter(field => field !== '');
    return kept.length > 0 ? kept : isQuoted ? [''] : [];
  }

  private part(part: Part): string {
    this.judge.work();
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'arithmetic':
        evaluates(this, this.quoted(part.expression));
        return HOLE;
      case 'variable':
        return this.variable(part);
      case 'commands': {
        const { text } = this.run(part.list, undefined);
        const value = text.replace(/\n+$/, '');
        return part.quoted ? value : this.split(value);
      }
      case 'process': {
        const output = this.run(part.list, UNKNOWN);
        const path = `/dev/fd/${63 - this.files.size}`;
        this.files.set(path, output);
        return path;
      }
    }
  }

  private split(value: string): string {
    const separators = this.variables.get('IFS') ?? FROM_THE_START.IFS;
    if (typeof separators !== 'string' || separators === '') return activate(value);
    let text = '';
    for (const char of activate(value)) text += separators.includes(char) ? SPLIT : char;
    return text;
  }

  private variable({ name, operation, argument, quoted }: Part & { kind: 'variable' }): string {
    const element = /^(\w+)\[(.*)\]$/s.exec(name);
    const plainName = this.meant(element ? (element[1] as string) : name);
    const index = element?.[2];
    const isAll = index === '@' || index === '*';
    if (index !== undefined && !isAll) evaluates(this, this.quoted(parseQuoted(index)));
    if (operation === 'length') return HOLE;
    let value = this.valueOf(plainName, index);
    if (operation === 'indirect') {
      // `${!name@}` and `${!name[@]}` are names and keys.
      if (isAll || /^[@*]/.test(argument.raw)) return HOLE;
      if (/^[#?!$-]$/.test(plainName)) return HOLE;
      const target = Array.isArray(value) ? value[0] : value;
      // It may be any variable, those with credentials as well.
      if (target === undefined || !isConstant(target)) return SECRET;
      value = this.valueOf(target);
      value ??= this.unknownValue(target);
      return Array.isArray(value) ? value.join(SPLIT) : quoted ? value : this.split(value);
    }
    if (Array.isArray(value)) {
      if (operation === ':' || operation === '') return operation === '' || quoted ? value.map(each => (quoted ? each : this.split(each))).join(SPLIT) : HOLE;
      return HOLE;
    }
    const alternative = () => this.quoted(argument);
    if (operation === ':+' || operation === '+') return alternative();
    if (value === undefined && /^:?[-=]$/.test(operation) && !this.isSecret(plainName)) {
      value = alternative();
      if (operation.endsWith('=')) this.variables.set(plainName, value);
      return quoted ? value : this.split(value);
    }
    if (value === undefined) return this.unknownValue(plainName);
    if (!/^(?::?[-=?])?$/.test(operation)) {
      const by = alternative();
      if (operation === ':') evaluates(this, by);
      // Every folder begins with a slash, whatever comes then.
      if (operation === ':' && /^\s*0\s*:\s*1\s*$/.test(by) && /^(?:HOME|PWD|OLDPWD)$/.test(plainName)) return '/';
      if (!isConstant(value)) return value.includes(SECRET) ? SECRET : HOLE;
      if (operation === '@') value = argument.raw === '@E' ? unescapeC(value) : argument.raw === '@P' ? this.quoted(parseQuoted(unescapeC(value))) : value;
      else value = changed(value, operation, by);
    }
    return quoted ? value : this.split(value);
  }

  private valueOf(name: string, index?: string): string | string[] | undefined {
    if (name === '@' || name === '*') return this.positional;
    if (/^[1-9]\d*$/.test(name)) return this.positional[Number(name) - 1] ?? '';
    if (name === 'PWD' || name === 'OLDPWD') return (name === 'PWD' ? this.cwd : undefined) ?? HOLE;
    const value = this.variables.get(name) ?? FROM_THE_START[name];
    if (!Array.isArray(value) || index === '@' || index === '*') return value;
    return value[Number(index ?? 0)] ?? HOLE;
  }

  private unknownValue(name: string): string {
    return this.isSecret(name) ? SECRET : HOLE;
  }

  private isSecret(name: string): boolean {
    const { variables, harmlessVariables } = this.judge.rules['credential-read'];
    return isNamed(variables, name) && !isNamed(harmlessVariables, name);
  }

  isPathIn(patterns: readonly string[], path: string): boolean {
    return isConstant(path) && isPath(patterns, path, this.cwd);
  }
}

/** Words put back into a line, so that they are read as they are. */
export function requote(word: string): string {
  return `'${plain(word).replace(/'/g, `'\\''`)}'`;
}

function callsItself(body: List, name: string): boolean {
  return body.some(({ commands, background }) => {
    const calls = commands.some(command => (command.kind === 'simple' ? command.words[0]?.raw === name : command.kind === 'group' && callsItself(command.body, name)));
    return calls && (background || commands.length > 1 || commands.some(command => command.kind === 'group'));
  });
}
