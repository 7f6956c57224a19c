import type { Language, SqlDialect } from '../findings.ts';
import { placeOf, readUrl } from '../hosts.ts';
import { changesSettings } from '../sql/settings.ts';
import { onlySays } from './dryRun.ts';
import { editor } from './editors.ts';
import { overwrites } from './files.ts';
import { HOLE, isConstant, plain, SECRET } from './marks.ts';
import { readOptions, valuesOf } from './options.ts';
import type { Call, Output } from './session.ts';

const UNKNOWN: Output = { text: HOLE };

/** Code that a program is given: judged where it is known, told where it is not. */
function gives(call: Call, language: Language, code: string, dialect?: SqlDialect): void {
  if (!isConstant(code) && language !== 'sql' && !holdsValues(code)) call.judge.giveUp('a part of what it runs is not known', call.raw);
  call.judge.nested({ language, text: plain(code), ...(dialect ? { dialect } : {}) });
}

/** `User.find($id)`: what is not known stands where only a value can. In SQL its reader tells. */
function holdsValues(code: string): boolean {
  return !code.includes(SECRET) && code.split(HOLE).slice(0, -1).every(before => /[([,='"<>:]\s*$/.test(before));
}

function fromInput(call: Call, language: Language, dialect?: SqlDialect): void {
  if (!call.stdin || call.stdin.from === 'nothing') return;
  if (call.stdin.from === 'decoded') call.judge.report('hidden-command', call.raw);
  if (call.stdin.from === 'network') call.judge.report('code-from-outside', call.raw);
  gives(call, language, call.stdin.text, dialect);
}

function scriptFile(call: Call, path: string, language: Language, dialect?: SqlDialect): void {
  const written = call.session.files.get(plain(path));
  // What was written on the same line can be read.
  if (written && language !== 'shell') gives(call, language, written.text, dialect);
  const { reviewedScripts } = call.judge.rules['cannot-be-judged'];
  if (!written && !call.session.isPathIn(reviewedScripts, path)) call.judge.giveUp('the script it runs is not known', call.raw);
}

/** sh and its kin. */
function shell(call: Call): Output {
  const { judge, name, session, args } = call;
  const words = args.map(plain);
  const longFlags = words.filter(word => word.startsWith('--'));
  const options = readOptions(args.filter(arg => !/^--|^[+]/.test(plain(arg)) || plain(arg) === '--'), { short: 'O', stop: true });
  if (longFlags.some(flag => ['--norc', '--noprofile', '--rcfile', '--init-file', '--posix'].includes(flag))) judge.report('hook-disabled', call.raw);
  const [first, ...rest] = options.rest;
  if (longFlags.includes('--version') || longFlags.includes('--help')) return UNKNOWN;
  if (options.flags.has('c')) {
    const code = first ?? '';
    if (call.stdin?.from === 'network' && /^\s*(?:ba|da)?sh\s*$/.test(code)) judge.report('code-from-outside', call.raw);
    if (/\$\{?[\uE000\uE001]/.test(code)) judge.giveUp('which variable it reads is not known', call.raw);
    // A hole that becomes a program is told when the script is played.
    return session.script(plain(code), rest.slice(1), call.stdin);
  }
  if (first !== undefined && !options.flags.has('s') && first !== '-' && first !== '/dev/stdin') {
    const written = session.files.get(plain(first));
    // -n reads a script without running it.
    if (options.flags.has('n')) return UNKNOWN;
    if (written) {
      if (written.from === 'network') judge.report('code-from-outside', call.raw);
      if (written.from === 'decoded') judge.report('hidden-command', call.raw);
      if (!isConstant(written.text)) judge.giveUp('the script it runs is not known', call.raw);
      return session.script(written.text, rest);
    }
    scriptFile(call, first, 'shell');
    return UNKNOWN;
  }
  if (call.stdin && call.stdin.from !== 'nothing') {
    if (call.stdin.from === 'network') judge.report('code-from-outside', call.raw);
    if (call.stdin.from === 'decoded') judge.report('hidden-command', call.raw);
    if (!isConstant(call.stdin.text)) judge.giveUp('what is piped into the shell is not known', call.raw);
    return session.script(call.stdin.text, rest);
  }
  if (name !== 'bash' || options.flags.has('p')) judge.report('hook-disabled', call.raw);
  return UNKNOWN;
}

/** `%20` and its like in the address of a database. */
function decoded(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** Hosts of a client; one that a variable holds is that of the application. */
function talksTo({ judge, raw }: Call, hosts: string[]): void {
  if (hosts.some(host => placeOf(judge.rules, host) === 'outside')) judge.report('traffic-outside', raw);
}

function psql(call: Call): Output {
  const options = readOptions(call.args, { short: 'cdfhopUvPRFTL', long: ['command', 'dbname', 'file', 'host', 'output', 'port', 'username', 'set', 'variable', 'pset', 'record-separator', 'field-separator', 'log-file'] });
  for (const code of valuesOf(options, 'c', 'command')) gives(call, 'sql', code, 'psql');
  for (const connection of [...options.rest, ...valuesOf(options, 'd', 'dbname')]) if (/\boptions\s*=/.test(connection) && changesSettings(call.judge.rules, decoded(connection))) call.judge.report('database-server-change', call.raw);
  talksTo(call, [...valuesOf(options, 'h', 'host'), ...[...options.rest, ...valuesOf(options, 'd', 'dbname')].filter(word => /^postgres(?:ql)?:\/\//.test(word)).map(url => readUrl(url).host)]);
  for (const file of valuesOf(options, 'f', 'file')) {
    if (file === '-') fromInput(call, 'sql', 'psql');
    else scriptFile(call, file, 'sql', 'psql');
  }
  for (const path of valuesOf(options, 'o', 'output', 'L', 'log-file')) {
    if (path.startsWith('|')) gives(call, 'shell', path.slice(1));
    else overwrites(call, path);
  }
  if (valuesOf(options, 'c', 'command', 'f', 'file').length === 0) fromInput(call, 'sql', 'psql');
  return UNKNOWN;
}

function mysql(call: Call): Output {
  // -p takes its value only when written together.
  const args = call.args.filter(arg => !/^-p/.test(plain(arg)));
  const options = readOptions(args, { short: 'ehuPSDOr', long: ['execute', 'host', 'user', 'port', 'socket', 'database', 'default-character-set', 'defaults-file', 'pager', 'init-command', 'tee', 'protocol'] });
  const given = valuesOf(options, 'e', 'execute', 'init-command');
  for (const code of given) gives(call, 'sql', code, 'mysql');
  for (const pager of valuesOf(options, 'pager')) gives(call, 'shell', pager);
  talksTo(call, valuesOf(options, 'h', 'host'));
  if (given.length === 0) fromInput(call, 'sql', 'mysql');
  return UNKNOWN;
}

function sqlite(call: Call): Output {
  const options = readOptions(call.args, { short: '', long: ['cmd', 'separator', 'init', 'nullvalue'], single: true });
  for (const code of [...options.rest.slice(1), ...valuesOf(options, 'cmd')]) gives(call, 'sql', code);
  if (options.rest.length < 2) fromInput(call, 'sql');
  return UNKNOWN;
}

/** A database client whose statement is the value of an option. */
function client(short: string, long: string[]): (call: Call) => Output {
  return call => {
    const options = readOptions(call.args, { short: `${short}hupdUPS`, long: [...long, 'host', 'user', 'port', 'database', 'password'] });
    const given = valuesOf(options, short, ...long);
    for (const code of given) gives(call, 'sql', code);
    if (given.length === 0) fromInput(call, 'sql');
    return UNKNOWN;
  };
}

function redisCli(call: Call): Output {
  const options = readOptions(call.args, { short: 'hpsanuridtD', long: ['eval', 'pass', 'user', 'pattern', 'rdb', 'cluster', 'cacert', 'cert', 'key', 'sni', 'count', 'functions-rdb', 'quoted-pattern', 'lru-test', 'intrinsic-latency', 'show-pushes'], stop: true });
  const { judge, raw } = call;
  if (valuesOf(options, 'eval').length > 0) judge.report('redis-script', raw);
  if (valuesOf(options, 'rdb', 'functions-rdb').length > 0) judge.report('bulk-export', raw);
  if (valuesOf(options, 'cluster').some(verb => !['info', 'check', 'help'].includes(verb))) judge.report('redis-server-change', raw);
  if (options.flags.has('pipe')) judge.giveUp('a stream of commands goes straight into Redis', raw);
  if (['bigkeys', 'memkeys', 'hotkeys', 'scan', 'stat', 'latency', 'latency-history', 'latency-dist', 'version', 'help', 'pipe'].some(flag => options.flags.has(flag))) return UNKNOWN;
  const words = options.rest.map(plain);
  if (options.flags.has('x')) words.push(call.stdin?.text ?? HOLE);
  if (words.length > 0) {
    judge.nested({ language: 'redis', text: words.map(word => JSON.stringify(word)).join(' ') + (call.fromList ? ` ${HOLE}` : '') });
  } else if (call.stdin && call.stdin.from !== 'nothing') {
    if (call.stdin.from === 'decoded') judge.report('hidden-command', raw);
    judge.nested({ language: 'redis', text: call.stdin.text });
  }
  return UNKNOWN;
}

function ruby(call: Call): Output {
  const options = readOptions(call.args, { short: 'erICEFKxi', long: [], stop: true });
  const given = valuesOf(options, 'e');
  if (given.length > 0) gives(call, 'ruby', given.join('\n'));
  if (valuesOf(options, 'r').some(library => /^un$|[./]/.test(library))) call.judge.giveUp('a library decides what it does', call.raw);
  const inPlace = call.args.some(arg => /^-[a-z]*i/.test(plain(arg)));
  if (inPlace) options.rest.forEach(path => overwrites(call, path));
  if (given.length === 0 && options.rest.length > 0 && options.rest[0] !== '-' && !options.flags.has('c') && !options.flags.has('v')) scriptFile(call, options.rest[0] as string, 'ruby');
  else if (given.length === 0) fromInput(call, 'ruby');
  return UNKNOWN;
}

function node(call: Call): Output {
  const options = readOptions(call.args, { short: 'eprC', long: ['eval', 'print', 'require', 'import', 'loader', 'env-file', 'input-type', 'max-old-space-size', 'inspect-port'], stop: true });
  const given = valuesOf(options, 'e', 'p', 'eval', 'print').map(code => (code === '' || code === 'e' || code === 'p' ? (options.rest.shift() ?? '') : code));
  for (const code of given) gives(call, 'node', code);
  for (const module of valuesOf(options, 'r', 'require', 'import', 'loader')) if (/[./:]/.test(module)) call.judge.giveUp('a module decides what it does', call.raw);
  if ([...options.flags].some(flag => /^inspect/.test(flag)) || options.values.some(([name]) => /^inspect/.test(name))) call.judge.report('left-the-watch', call.raw);
  if (given.length === 0 && options.rest.length > 0 && options.rest[0] !== '-' && !options.flags.has('c') && !options.flags.has('check')) scriptFile(call, options.rest[0] as string, 'node');
  else if (given.length === 0) fromInput(call, 'node');
  return UNKNOWN;
}

/** Tasks that only look. Every other task is a script of the application. */
const RAILS_LOOKS = /^(?:console|c|dbconsole|db|about|routes|stats|notes|initializers|middleware|version|-v|--version|-h|--help|help|-T|--tasks|-P|-W|-D|-AT|time:zones(?::\w+)?|zeitwerk:check|db:version|db:migrate:status(?::\w+)?|db:abort_if_pending_migrations|db:_dump|log:list|yarn:check|jobs:count)$/;

function rails(call: Call): Output {
  const { judge } = call;
  if (onlySays(call.name, call.args.map(plain))) return UNKNOWN;
  if (call.name === 'rake') for (const code of valuesOf(readOptions(call.args, { short: 'eEpfrRI', long: ['execute', 'execute-continue', 'execute-print'] }), 'e', 'E', 'p', 'execute', 'execute-continue', 'execute-print')) gives(call, 'ruby', code);
  const words = call.args.map(plain).filter(word => !/^(?:-e|--environment(?:=.*)?|--sandbox|-s|--trace|-q|--quiet|--silent|[A-Z_]+=.*)$/.test(word));
  const [task, ...rest] = words;
  if (task === 'runner' || task === 'r') {
    const code = rest.filter(word => !/^(?:production|development|staging|test)$/.test(word))[0];
    if (code === undefined || code === '-') fromInput(call, 'ruby');
    else if (/^[\w./-]+\.rb$/.test(code) || /^[\w.-]*\/[\w./-]+$/.test(code)) scriptFile(call, code, 'ruby');
    else gives(call, 'ruby', code);
    return UNKNOWN;
  }
  if (call.args.some(arg => plain(arg) === '--help')) return UNKNOWN;
  if (task === 'console' || task === 'c') fromInput(call, 'ruby');
  if (task === 'dbconsole' || task === 'db') fromInput(call, 'sql');
  if (task === undefined || judge.findings.some(finding => finding.at === call.raw.trim())) return UNKNOWN;
  if (words.some(word => !RAILS_LOOKS.test(word) && !/^-/.test(word)) && !RAILS_LOOKS.test(task)) {
    if (!call.session.isPathIn(judge.rules['cannot-be-judged'].reviewedScripts, `task/${task}`)) judge.giveUp('what the task does is not known', call.raw);
  }
  return UNKNOWN;
}

/** Words that a one-liner may hold without reaching anything beyond its input and output. */
const HARMLESS_WORDS: Record<string, Set<string>> = {
  python: new Set('import from as json sys re math datetime time csv collections itertools statistics pprint textwrap string decimal fractions print len sum min max sorted sort list dict set tuple str int float bool range enumerate zip map filter any all isinstance for in if else not and or lambda None True False load loads dump dumps stdin stdout read readline readlines write splitlines split strip rstrip lstrip join format items keys values get append pop update copy setdefault extend insert remove discard union intersection difference del assert yield repr frozenset bytes divmod pow next iter slice title capitalize isdigit isalpha zfill ljust rjust center partition index find sqrt ceil floor gcd lower upper startswith endswith replace count group match search findall sub compile now utcnow today fromtimestamp utcfromtimestamp timestamp isoformat strftime strptime fromisoformat timedelta days hours seconds indent sort_keys ensure_ascii Counter most_common defaultdict OrderedDict reader DictReader writer version version_info platform round abs reverse reversed key is def return while break continue pass try except Exception mean median utc timezone b64decode b64encode base64 urllib parse unquote quote parse_qs urlparse hashlib md5 sha256 hexdigest encode decode utf ipaddress ip_network ip_address ip_interface zoneinfo ZoneInfo tz hex bin oct chr ord UUID uuid uuid4'.split(' ')),
  perl: new Set('print say printf if unless and or not next last while for foreach my our keys values sort uniq split join length substr index lc uc sprintf sum push shift pop reverse scalar defined exists END BEGIN qw m s y tr g i x gi eq ne lt gt le ge cmp map grep each chomp else elsif localtime gmtime time strftime POSIX use strict warnings List Util JSON decode_json STDIN'.split(' ')),
};

function otherLanguage(call: Call, language: string): Output {
  const { judge, raw } = call;
  const words = call.args.map(plain);
  if (words.length > 0 && words.every(word => /^(?:-V|-v|--version|--help|-h)$/.test(word))) return UNKNOWN;
  const options = readOptions(call.args, { short: language === 'python' ? 'cmWX' : language === 'php' ? 'rBEfS' : 'eEMmFI', stop: true });
  const { harmlessModules } = judge.rules['interpreter-not-followed'];
  const [module] = valuesOf(options, 'm');
  if (language === 'python' && module !== undefined && harmlessModules.includes(module)) return UNKNOWN;
  const code = valuesOf(options, 'c', 'e', 'E', 'r');
  const inPlace = words.some(word => /^-[a-z]*i/.test(word));
  if (inPlace) options.rest.forEach(path => overwrites(call, path));
  const harmless = HARMLESS_WORDS[language];
  if (code.length > 0 && harmless && !inPlace && code.every(text => holdsOnly(text, harmless, language))) return UNKNOWN;
  judge.report(code.length === 0 && options.rest.length === 0 && !call.stdin && module === undefined ? 'left-the-watch' : 'interpreter-not-followed', raw);
  return UNKNOWN;
}

/** Every word outside of strings is known to be harmless; a string that is run would need a word that is not. */
function holdsOnly(code: string, words: Set<string>, language: string): boolean {
  // Perl's environment and arguments, and names that are put together.
  if (language === 'perl' && /\bENV\b|\bARGV\b|[$@%&*]\s*\{\s*["'(]/.test(code)) return false;
  if (!isConstant(code) || code.includes('`') || (language === 'perl' && /\|\s*["']|["']\s*\||<\s*[$\w]+\s*>|\bqx\b|@\{\s*\[/.test(code) && !/<STDIN>|<>/.test(code))) return false;
  if (language === 'perl' && /\/[gimsx]*e[gimsxe]*(?:\s|;|$)/.test(code) && /\bs\W/.test(code)) return false;
  const bare = code.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, ' ').replace(language === 'perl' ? /(?:[$@%]\w+|(?:\b(?:m|qr|s|tr|y))?\/(?:[^/\\\n]|\\.)*\/(?:(?:[^/\\\n]|\\.)*\/)?)/g : /\b[a-z]\b/g, ' ');
  const assigned = new Set([...bare.matchAll(/\b(?:for|as|def|lambda|my|,)\s+([a-z_]\w*)/g), ...bare.matchAll(/(?:^|[;\s(])([a-z_]\w*)\s*=[^=]/g)].map(match => match[1]));
  return (bare.match(/[A-Za-z_]\w*/g) ?? []).every(word => words.has(word) || assigned.has(word) || word.length === 1);
}

function awk(call: Call): Output {
  const options = readOptions(call.args, { short: 'Fvfe', long: ['field-separator', 'assign', 'file', 'source'] });
  if (valuesOf(options, 'f', 'file').length > 0) call.judge.giveUp('the program of awk is in a file', call.raw);
  const code = valuesOf(options, 'e', 'source')[0] ?? options.rest[0] ?? '';
  const bare = plain(code).replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
  for (const [, command] of plain(code).matchAll(/\bsystem\s*\(\s*"((?:[^"\\]|\\.)*)"\s*\)/g)) gives(call, 'shell', (command as string).replace(/\\(.)/g, '$1'));
  for (const [, command] of plain(code).matchAll(/(?:^|[^|])\|\s*(?:getline\s*)?"((?:[^"\\]|\\.)*)"/g)) gives(call, 'shell', (command as string).replace(/\\(.)/g, '$1'));
  if (/\bsystem\s*\((?!\s*""\s*\))/.test(bare) || /(?:^|[^|])\|\s*[a-zA-Z(]/.test(bare.replace(/\|\|/g, '')) || /\bgetline\b.*<|\|\s*getline/.test(bare)) call.judge.giveUp('awk runs commands', call.raw);
  for (const [, path] of plain(code).matchAll(/print[^;}"]{0,200}>{1,2}\s*"((?:[^"\\]|\\.)*)"/g)) overwrites(call, path as string);
  if (/\bENVIRON\b/.test(bare)) call.judge.report('credential-read', call.raw);
  if (/\/inet\//.test(code)) call.judge.report('traffic-outside', call.raw);
  return UNKNOWN;
}

function mongo(call: Call): Output {
  const options = readOptions(call.args, { short: 'hup', long: ['eval', 'host', 'port', 'username', 'password', 'file'], stop: false });
  for (const code of valuesOf(options, 'eval')) gives(call, 'node', code);
  for (const file of [...valuesOf(options, 'file'), ...options.rest.filter(word => /\.js$/.test(plain(word)))]) scriptFile(call, file, 'node');
  if (valuesOf(options, 'eval').length === 0) fromInput(call, 'node');
  return UNKNOWN;
}

const PYTHON = (call: Call) => otherLanguage(call, 'python');
const OTHER = (call: Call) => otherLanguage(call, 'other');

export const INTERPRETERS: Record<string, (call: Call) => Output> = {
  sh: shell,
  bash: shell,
  rbash: shell,
  dash: shell,
  ash: shell,
  zsh: shell,
  ksh: shell,
  mksh: shell,
  fish: shell,
  csh: shell,
  tcsh: shell,
  psql,
  pgcli: psql,
  mysql,
  mariadb: mysql,
  mycli: mysql,
  sqlite3: sqlite,
  duckdb: sqlite,
  'clickhouse-client': client('q', ['query']),
  sqlcmd: client('Q', ['query']),
  cqlsh: client('e', ['execute']),
  usql: client('c', ['command']),
  cockroach: client('e', ['execute']),
  'redis-cli': redisCli,
  'valkey-cli': redisCli,
  'keydb-cli': redisCli,
  ruby,
  jruby: ruby,
  irb: call => (readOptions(call.args, { short: 'rI' }).rest.length > 0 ? ruby(call) : (fromInput(call, 'ruby'), UNKNOWN)),
  pry: call => (fromInput(call, 'ruby'), UNKNOWN),
  rails,
  rake: rails,
  node,
  nodejs: node,
  bun: node,
  tsx: node,
  deno: call => (plain(call.args[0] ?? '') === 'eval' ? (gives(call, 'node', call.args.at(-1) ?? ''), UNKNOWN) : (scriptFile(call, call.args.at(-1) ?? '', 'node'), UNKNOWN)),
  python: PYTHON,
  python2: PYTHON,
  python3: PYTHON,
  perl: call => otherLanguage(call, 'perl'),
  php: OTHER,
  lua: OTHER,
  luajit: OTHER,
  tclsh: OTHER,
  expect: OTHER,
  gdb: OTHER,
  Rscript: OTHER,
  osascript: OTHER,
  pwsh: OTHER,
  awk,
  gawk: awk,
  mawk: awk,
  nawk: awk,
  vi: editor,
  vim: editor,
  nvim: editor,
  nano: editor,
  emacs: editor,
  view: editor,
  ex: editor,
  ed: editor,
  mongosh: mongo,
  mongo,
};
