import type { Judge } from '../findings.ts';
import { placeOf, readUrl } from '../hosts.ts';
import { isPath } from '../paths.ts';
import { isNamed, matches } from '../patterns.ts';
import { HOLE, isConstant } from '../shell/marks.ts';
import type { RuleId } from '../rules.ts';
import { type Chain, Code, pathOf, type Segment, type Span } from './chains.ts';
import { Constants } from './constants.ts';
import { Narrowing } from './narrowing.ts';
import { codeTokens, type Token } from './tokens.ts';

const LONGEST = 40_000;
const LONGEST_CHAIN = 150;
const SEND = new Set(['send', 'public_send', '__send__', 'try', 'try!', 'method', 'public_method', 'instance_method', 'callMethod', 'apply']);
const MASS = new Set(['delete_all', 'destroy_all', 'update_all', 'touch_all', 'nullify_all']);
const BY = new Set(['delete_by', 'destroy_by']);
const BULK = new Set(['upsert_all', 'insert_all', 'insert_all!', 'bulkCreate', 'insertMany', 'createMany', 'bulkWrite']);
const EACH = new Set(['each', 'find_each', 'map', 'in_batches', 'find_in_batches', 'each_slice', 'each_with_index', 'each_with_object', 'collect', 'flat_map', 'each_batch', 'forEach', 'reverse_each', 'tap', 'then', 'yield_self', 'filter_map', 'select', 'reject', 'in_groups_of', 'each_record']);
const WRITING = new Set(['destroy', 'destroy!', 'delete', 'update', 'update!', 'update_column', 'update_columns', 'update_attribute', 'update_attributes', 'save', 'save!', 'touch', 'increment!', 'decrement!', 'toggle!', 'delete_all', 'destroy_all', 'update_all', 'really_destroy!', 'perform_async', 'perform_later', 'perform_in', 'deliver_now', 'deliver_later', 'deliver', 'remove', 'deleteOne', 'purge', 'purge_later', 'discard', 'discard!', 'clear', 'unlock!', 'kill', 'retry', 'stop!', 'quiet!', 'flushdb', 'flushall', 'cancel!', 'archive!', 'upsert', 'add_to_queue', 'reset_counters', 'truncate', 'drop_table', 'execute', 'enqueue']);
const EVALUATE = new Set(['eval', 'instance_eval', 'class_eval', 'module_eval', 'Function', 'runInThisContext', 'runInNewContext', 'runInContext', 'compileFunction', 'setTimeout', 'setInterval', 'setImmediate']);
const SHELLS = new Set(['system', 'exec', 'spawn', 'execSync', 'spawnSync', 'execFile', 'execFileSync', 'fork', 'popen', 'popen2', 'popen3', 'popen2e', 'capture2', 'capture2e', 'capture3', 'pipeline', 'pipeline_r', 'syscall', 'sh', 'execa', 'execaCommand', '$']);
/** Nothing else has methods of these names. */
const ONLY_SHELLS = new Set(['execSync', 'spawnSync', 'execFile', 'execFileSync', 'popen3', 'popen2e', 'capture2', 'capture2e', 'capture3', 'execaCommand']);
const SHELL_OWNERS = /^(?:Kernel|Process|IO|Open3|PTY|POSIX|Subprocess|Terrapin|Cocaine|cp|child_process|childProcess|FileUtils|require|Object|main|self|Shellwords|\(group\)|\[\]|Rake|execa|shell)$/;
const SQL = new Set(['execute', 'exec_query', 'exec_update', 'exec_delete', 'exec_insert', 'select_all', 'select_value', 'select_values', 'select_rows', 'select_one', 'find_by_sql', 'count_by_sql', 'exec_params', 'async_exec', 'query', '$executeRaw', '$executeRawUnsafe', '$queryRaw', '$queryRawUnsafe', 'raw', 'execute_and_free', 'sync_exec', 'prepare', 'run']);
const TABLES = new Set(['drop_table', 'rename_table', 'add_column', 'remove_column', 'remove_columns', 'change_column', 'change_column_null', 'change_column_default', 'rename_column', 'add_index', 'remove_index', 'create_table', 'change_table', 'drop_join_table', 'add_reference', 'remove_reference', 'add_foreign_key', 'remove_foreign_key', 'disable_referential_integrity', 'drop_database', 'recreate_database', 'truncate_tables', 'truncate_all', 'dropTable', 'dropTableIfExists', 'dropSchema', 'dropAllTables', 'dropDatabase', 'dropCollection', 'renameTable', 'removeColumn', 'addColumn', 'changeColumn', 'createTable', 'synchronize', 'purge_all', 'load_schema', 'dropAllSchemas', 'dropIndex', 'dropIndexes', 'alterTable', 'purge_current', 'drop_current']);
const WRITE_FILE = new Set(['write', 'binwrite', 'writeFile', 'writeFileSync', 'appendFile', 'appendFileSync', 'truncate', 'truncateSync', 'createWriteStream', 'copyFile', 'copyFileSync', 'rename', 'renameSync', 'mv', 'cp', 'chmod', 'chmodSync', 'symlink', 'symlinkSync', 'ln_s', 'ln_sf', 'install', 'copy', 'move', 'link']);
const DELETE_TREE = new Set(['rm_rf', 'rm_r', 'rmtree', 'remove_dir', 'remove_entry', 'remove_entry_secure', 'remove_file', 'safe_unlink', 'rm', 'rmSync', 'rmdir', 'rmdirSync', 'unlink', 'unlinkSync', 'emptyDir', 'emptyDirSync', 'remove', 'removeSync', 'rimraf', 'delete', 'rm_f']);
/** Only the file system has methods of these names. */
const ONLY_FILES = /^(?:rm|unlink|rmdir|writeFile|appendFile|readFile|copyFile|rename|chmod|symlink|truncate|rm_rf|rm_r|rmtree)Sync$|^(?:rm_rf|rmtree)$/;
const FILE_OWNERS = /^(?:File|FileUtils|Dir|IO|Pathname|fs|fsp|fsPromises|promises|fse|fsExtra|require|rimraf|Rails|path)$/;
const NETWORK_OWNERS = /^(?:Net|Faraday|HTTParty|RestClient|HTTP|HTTPX|Excon|Typhoeus|TCPSocket|UDPSocket|Socket|SSLSocket|Mechanize|Curl|URI|OpenURI|axios|got|fetch|http|https|http2|net|tls|dgram|dns|WebSocket|superagent|needle|undici|request|XMLHttpRequest|Patron|Resolv|Mail|EventMachine|ky|nodemailer|Aws)$/;
const LOOK_AT_NAMES = new Set(['exist?', 'exists?', 'file?', 'size', 'stat', 'mtime', 'basename', 'dirname', 'existsSync', 'statSync', 'zero?', 'readable?', 'include?', 'start_with?', 'end_with?', 'includes', 'puts', 'log', 'where', 'match?', '==']);

/** What is typed into a Rails, irb or Node console, or handed to one. */
export function judgeCode(judge: Judge, text: string, language: 'ruby' | 'node'): void {
  const { tokens, problem } = codeTokens(text, language);
  if (problem) judge.giveUp(`the console cannot read it: ${problem}`, text);
  if (tokens.length > LONGEST) {
    judge.giveUp('the text is too long', text);
    return;
  }
  new Reader(judge, new Code(tokens, language === 'ruby'), text).read();
}

class Reader {
  private readonly judge: Judge;
  private readonly code: Code;
  private readonly text: string;
  private readonly constants: Constants;
  private readonly narrowing: Narrowing;
  private readonly chains: Chain[] = [];
  private readonly lookedAt = new Set<number>();

  constructor(judge: Judge, code: Code, text: string) {
    this.judge = judge;
    this.code = code;
    this.text = text;
    this.constants = new Constants(code);
    this.narrowing = new Narrowing(code, this.constants, judge.rules['mass-change'].keyColumns);
  }

  read(): void {
    const { code, judge } = this;
    for (let index = 0; index < code.tokens.length; index += 1) {
      const chain = code.chainAt(index);
      if (!chain) continue;
      judge.work(1 + Math.ceil((chain.to - chain.from) / 4));
      if (chain.segments.length > LONGEST_CHAIN) {
        this.giveUp('the chain of calls is too long', chain);
        chain.segments.length = LONGEST_CHAIN;
      }
      this.chains.push(chain);
    }
    for (const chain of this.chains) {
      if (chain.segments.some(({ name }) => LOOK_AT_NAMES.has(name))) for (let at = chain.from; at < chain.to; at += 1) this.lookedAt.add(at);
    }
    for (const chain of this.chains) this.chain(chain);
    code.tokens.forEach((token, index) => this.token(token, index));
  }

  private report(rule: RuleId, { from, to }: { from: number; to: number }): void {
    this.judge.report(rule, this.code.textOf([from, to]) || this.text);
  }

  private giveUp(reason: string, { from, to }: { from: number; to: number }): void {
    this.judge.giveUp(reason, this.code.textOf([from, to]) || this.text);
  }

  private token(token: Token, index: number): void {
    if (token.kind === 'shell') this.shell(token.text, token.text);
    if (token.kind === 'string' && !this.lookedAt.has(index)) this.secretPath(token.text);
    if (token.kind === 'symbol' && this.code.is(index - 1, '&') && (MASS.has(token.text) || BY.has(token.text))) this.judge.report('mass-change', `&:${token.text}`);
  }

  private secretPath(path: string): void {
    const { paths, exceptPaths } = this.judge.rules['credential-read'];
    if (path.length < 200 && !/\s/.test(path) && isConstant(path) && isPath(paths, path) && !isPath(exceptPaths, path)) this.judge.report('credential-read', path);
  }

  private chain(chain: Chain): void {
    this.expressions(chain);
    this.environment(chain);
    this.network(chain);
    this.queryBuilder(chain);
    this.awsGem(chain);
    chain.segments.forEach((segment, index) => {
      const name = this.nameOf(segment, chain);
      if (name !== undefined) this.call(chain, index, name, segment);
    });
  }

  /** `obj['name']` of JavaScript is `obj.name`. */
  private nameOf(segment: Segment, chain: Chain): string | undefined {
    if (!segment.isIndex) return segment.name;
    if (this.code.ruby || !segment.args?.[0]) return undefined;
    const name = this.constants.text(segment.args[0]);
    if (name === undefined && /^(?:globalThis|global|window|process|require|module|this)$/.test(chain.segments[0]?.name ?? '')) this.giveUp('which property it takes is not known', chain);
    return name;
  }

  private expressions(chain: Chain): void {
    const path = pathOf(chain);
    const { judge } = this;
    for (const rule of ['credential-read', 'hook-disabled', 'clear-queue-or-cache'] as const) {
      const expressions: readonly string[] = judge.rules[rule].expressions;
      if (expressions.some(expression => matches(expression, path))) this.report(rule, chain);
    }
  }

  private environment(whole: Chain): void {
    const isGlobal = /^(?:global|globalThis|window)$/.test(whole.segments[0]?.name ?? '');
    const chain = isGlobal ? { ...whole, segments: whole.segments.slice(1) } : whole;
    const names = chain.segments.map((segment, index) => (index > 0 && segment.isIndex && !this.code.ruby ? '[]' : segment.name));
    const start = names[0] === 'ENV' ? 1 : names[0] === 'process' && (names[1] === 'env' || (names[1] === '[]' && this.constants.text(chain.segments[1]?.args?.[0]) === 'env')) ? 2 : 0;
    if (start === 0) return;
    const next = chain.segments[start];
    if (chain.assigned && start < chain.segments.length) return;
    const { variables, harmlessVariables } = this.judge.rules['credential-read'];
    const isSecret = (name: string) => isNamed(variables, name) && !isNamed(harmlessVariables, name);
    if (!next) {
      // Handed on as a whole.
      if (!this.code.is(chain.to, ')') || !this.code.is(chain.from - 1, '(') || !/^keys$/.test(this.code.tokens[chain.from - 2]?.text ?? '')) this.report('credential-read', chain);
      return;
    }
    if (['key?', 'has_key?', 'include?', 'keys', 'size', 'count', 'length', 'member?'].includes(next.name)) return;
    if (next.isIndex || ['fetch', 'dig', 'values_at', 'slice', 'delete'].includes(next.name)) {
      const given = next.args ?? [];
      for (const span of next.name === 'fetch' ? given.slice(0, 1) : given) {
        const name = this.constants.text(span);
        const after = chain.segments[start + 1]?.name ?? '';
        if (name === undefined || !isConstant(name)) this.giveUp('which variable it reads is not known', chain);
        else if (isSecret(name) && !['present?', 'blank?', 'nil?', 'length', 'size', 'empty?'].includes(after)) this.report('credential-read', chain);
      }
      return;
    }
    if (start === 2) {
      if (isSecret(next.name)) this.report('credential-read', chain);
      return;
    }
    this.report('credential-read', chain);
  }

  private network(chain: Chain): void {
    const root = chain.segments[0]?.name ?? '';
    const isCall = chain.segments.some(segment => segment.args !== undefined);
    const opens = this.code.ruby && /^(?:open|URI)$/.test(root) && chain.segments.some(({ name }) => name === 'open');
    const required = root === 'require' && ['http', 'https', 'net', 'tls', 'dgram', 'dns', 'axios', 'got', 'node-fetch', 'undici', 'http2'].includes((this.constants.text(chain.segments[0]?.args?.[0]) ?? '').replace(/^node:/, '')) && chain.segments.length > 1;
    if (!isCall || !(opens || required || NETWORK_OWNERS.test(root))) return;
    if (root === 'Aws' || (root === 'URI' && !opens) || (root === 'HTTP' && !this.code.ruby) || (root === 'Mail' && !chain.segments.some(({ name }) => /deliver/.test(name)))) return;
    const path = pathOf(chain);
    if (/^(?:Net\.HTTP\.[A-Z]\w*\.new|URI\.(?:parse|join|encode|decode)|Socket\.gethostname|http\.STATUS|request\.|dns\.get|https?\.(?:globalAgent|Agent)|http2\.constants)/.test(path) && !/start|request/.test(path)) return;
    const texts = this.stringsIn(chain, required ? 1 : 0);
    const sockets = /^(?:TCPSocket|UDPSocket|Socket|Resolv|net|tls|dns)$/.test(required ? (this.constants.text(chain.segments[0]?.args?.[0]) ?? '').replace(/^node:/, '') : root);
    let known = false;
    for (const text of texts) {
      if (/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|utf-?8|application\/.*|r|rb|json|udp4|udp6|A|TXT)$/i.test(text)) continue;
      const isUrl = /^[a-z][a-z0-9+]*:\/\//i.test(text);
      const isName = sockets && /^[\w-]+$/.test(text) && /[a-z]/i.test(text);
      const isHost = isName || /^[\w.\uE000-]+(?::\d+)?$/.test(text) && (/\./.test(text) || text === 'localhost') && !/^\//.test(text);
      if (!isUrl && !isHost) {
        if (opens && root === 'open' && /^[\w./-]+$/.test(text)) known = true;
        continue;
      }
      known = true;
      const place = placeOf(this.judge.rules, readUrl(text).host);
      if (place === 'outside') this.report('traffic-outside', chain);
      else if (place === 'credentials') this.report('credential-read', chain);
      else if (place === 'unknown') this.giveUp('the host it talks to is not known', chain);
    }
    if (!known && !(opens && root === 'open' && texts.length > 0)) this.giveUp('the host it talks to is not known', chain);
  }

  /** Constant texts among the arguments, variables followed. */
  private stringsIn(chain: Chain, from: number): string[] {
    const found: string[] = [];
    for (const { args = [] } of chain.segments.slice(from)) {
      for (const span of args) {
        const value = this.constants.text(span);
        if (value !== undefined) found.push(value);
        else {
          for (let at = span[0]; at < Math.min(span[1], span[0] + 60); at += 1) {
            const token = this.code.tokens[at];
            if (token?.kind === 'string') found.push(token.text);
            else if (token?.kind === 'word') {
              const assignment = this.constants.assignmentOf(token.text);
              const text = assignment && !(assignment[0] <= at && at < assignment[1]) ? this.constants.text(assignment) : undefined;
              if (text !== undefined) found.push(text);
            }
          }
        }
      }
    }
    return found;
  }

  private call(chain: Chain, index: number, name: string, segment: Segment): void {
    const { args, block } = segment;
    const owner = chain.segments[index - 1]?.name;
    const root = chain.segments[0]?.name ?? '';
    if (name === 'alias_method' && args?.some(span => MASS.has(this.constants.text(span) ?? ''))) this.report('mass-change', chain);
    if (SEND.has(name) && index > 0 && name !== 'apply') this.sends(chain, index, segment);
    else if (name === 'send' || name === 'public_send' || name === '__send__' || name === 'method') this.sends(chain, index, segment);

    if (MASS.has(name)) {
      if (!this.narrowing.isNarrowed(chain, index)) this.report('mass-change', chain);
    } else if (BY.has(name)) {
      if (!args || !this.narrowing.conditionsNarrow(args)) this.report('mass-change', chain);
    } else if (BULK.has(name) && (args || block)) {
      this.report('bulk-write', chain);
    } else if (name === 'import' && /^[A-Z]/.test(root) && args && index > 0) {
      this.report('bulk-write', chain);
    } else if (EACH.has(name)) {
      this.iterates(chain, index, segment);
    } else if (EVALUATE.has(name)) {
      this.evaluates(chain, segment, name, owner);
    } else if (SHELLS.has(name)) {
      this.runsShell(chain, index, segment, name, owner);
    } else if (TABLES.has(name) && (index > 0 || args)) {
      this.report(/drop|truncate|purge/i.test(name) ? 'drop-or-truncate' : 'schema-change', chain);
    } else if ((name === 'destroy' || name === 'delete' || name === 'update') && /^[A-Z]/.test(root) && index === 1 && args) {
      this.classWrite(chain, segment);
    }
    if (SQL.has(name) && args?.[0]) this.runsSql(chain, index, segment, owner);
    if (['update', 'delete', 'insert'].includes(name) && /^(?:connection|conn)$/.test(owner ?? '') && args?.[0]) this.runsSql(chain, index, segment, 'connection');
    if (name === 'truncate' && /^(?:connection|conn|db|knex|queryInterface|repo\w*|\w*[rR]epository|\(group\))$/.test(owner ?? '')) this.report('drop-or-truncate', chain);
    if (name === 'open' && this.code.ruby && args?.[0]) this.opensPipe(chain, args[0]);
    this.files(chain, index, name, segment, root, owner);
    this.redis(chain, index, name, segment, owner);
    this.processes(chain, index, name, segment, root);
    if (['load', 'require', 'require_relative', 'import'].includes(name) && index === 0 && args?.[0]) this.loads(chain, segment, name);
    if (name === 'invoke' || (name === 'execute' && /Rake/.test(pathOf(chain)))) {
      if (/Rake/.test(pathOf(chain))) this.giveUp('what the task does is not known', chain);
    }
  }

  private sends(chain: Chain, index: number, segment: Segment): void {
    const [first, ...rest] = segment.args ?? [];
    if (!first) return;
    const name = this.constants.text(first);
    if (name === undefined || !isConstant(name)) {
      if (/^(?:send|public_send|__send__|method|instance_method)$/.test(segment.name)) this.giveUp('which method it calls is not known', chain);
      return;
    }
    const called: Segment = { name, args: rest, block: segment.block, isIndex: false };
    const segments = [...chain.segments.slice(0, index), called, ...chain.segments.slice(index + 1)];
    const instead = { ...chain, segments };
    this.expressions(instead);
    this.call(instead, index, name, called);
  }

  /** A loop over more records than were named, with a write in it. */
  private iterates(chain: Chain, index: number, { args = [], block }: Segment): void {
    const spans = [...args, ...(block ? [block] : [])];
    const writes = spans.some(span => {
      for (let at = span[0]; at < span[1]; at += 1) {
        const token = this.code.tokens[at] as Token;
        if (token.kind === 'symbol' && this.code.is(at - 1, '&') && WRITING.has(token.text)) return true;
        if (token.kind === 'word' && WRITING.has(token.text) && (this.code.ruby || this.code.is(at + 1, '(')) && (this.code.is(at - 1, '.') || this.code.is(at - 1, '&.'))) return true;
      }
      return false;
    });
    // `in_batches.delete_all` and `find_each.map(&:destroy)`: the write is a segment of its own.
    if (!writes || this.narrowing.isNarrowed(chain, index)) return;
    const root = chain.segments[0];
    if (root?.name === '[list]' || root?.name === '"text"' || root?.name === '(group)') {
      // Records that are named one by one; a list of another query is judged as that.
      if (root.name !== '(group)' && (root.args?.length ?? 0) <= 20 && !root.args?.some(span => this.code.tokens[span[0]]?.text === '*')) return;
    }
    if (index === 0) return;
    this.report('mass-change', chain);
  }

  private evaluates(chain: Chain, { args }: Segment, name: string, owner: string | undefined): void {
    const [first] = args ?? [];
    if (!first) return;
    if (/^set/.test(name) && this.code.tokens[first[0]]?.kind !== 'string') return;
    const code = this.constants.text(name === 'Function' ? (args?.at(-1) as Span) : first);
    if (owner === 'redis' || owner === '$redis') {
      this.report('redis-script', chain);
      return;
    }
    if (code === undefined || name === 'Function') this.giveUp('what it evaluates is not known', chain);
    if (code !== undefined) {
      if (!isConstant(code)) this.giveUp('a part of what it evaluates is not known', chain);
      this.judge.nested({ language: this.code.ruby ? 'ruby' : 'node', text: code });
    }
  }

  private runsShell(chain: Chain, index: number, { args, block }: Segment, name: string, owner: string | undefined): void {
    if (index > 0 && !SHELL_OWNERS.test(owner ?? '') && !ONLY_SHELLS.has(name)) {
      if (name === 'exec' && owner !== undefined && args?.[0] && this.code.ruby) this.runsSql(chain, index, { name, args, block, isIndex: false }, owner);
      return;
    }
    // `/re/.exec(text)` and a query that ends with `.exec()`.
    if (index > 0 && !this.code.ruby && !ONLY_SHELLS.has(name) && (owner === '(group)' || owner === '[]') && !/child_process/.test(this.code.textOf([chain.from, chain.to]))) return;
    if (name === '$' || name === 'sh' || name === 'fork' || name === 'run') if (index === 0 && !args?.[0]) return;
    if (!args || args.length === 0) {
      return;
    }
    const words: string[] = [];
    for (const span of args) {
      if (this.code.is(span[0], '{') && words.length > 0) continue;
      const value = this.constants.of(span);
      if (Array.isArray(value)) words.push(...value);
      else words.push(value ?? HOLE);
    }
    const command = words.filter((word, at) => !(at > 0 && /^(?:r|w|r\+|inherit|utf8)$/.test(word)));
    this.shell(command.length === 1 ? (command[0] as string) : command.map(quoteForShell).join(' '), this.code.textOf([chain.from, chain.to]));
  }

  /** `open("|id")` of Ruby runs a program. */
  private opensPipe(chain: Chain, path: Span): void {
    const text = this.constants.text(path);
    if (text?.startsWith('|')) this.shell(text.slice(1), this.code.textOf([chain.from, chain.to]));
  }

  /** The shell of a console is seen by no hook of the shell. */
  private shell(command: string, at: string): void {
    const { judge } = this;
    if (!isConstant(command)) judge.giveUp('a part of the command is not known', at);
    judge.nested({ language: 'shell', text: command });
    const program = /^\s*'?([\w./-]+)/.exec(command)?.[1] ?? '';
    if (!judge.rules['shell-from-console'].harmlessPrograms.includes(program) || /[;&|`$><]/.test(command)) judge.report('shell-from-console', at);
  }

  private runsSql(chain: Chain, index: number, { args = [] }: Segment, owner: string | undefined): void {
    const [first] = args as [Span];
    const text = this.constants.text(first);
    const isDatabase = /^(?:connection|conn|pool|db|database|client|pg|mysql|sequelize|knex|prisma|Base|with_connection|dataSource|manager|em|ActiveRecord|lease_connection|raw_connection|sql)$/i.test(owner ?? '') || /^(?:find_by_sql|count_by_sql|select_\w+|exec_\w+|\$\w+)$/.test(chain.segments[index]?.name ?? '');
    if (text !== undefined) {
      if (/^\s*(?:\/\*|--|\(|\uE000|[A-Za-z])/.test(text) && (isDatabase || /\s/.test(text.trim()) || text.includes('/*'))) this.judge.nested({ language: 'sql', text, dialect: 'either' });
    } else if (isDatabase && /^(?:execute|exec_query|exec_update|exec_delete|exec_insert|\$executeRaw\w*|exec|async_exec|query|raw)$/.test(chain.segments[index]?.name ?? '')) {
      const token = this.code.tokens[first[0]];
      // An object of query builders holds the text inside.
      if (token?.kind === 'sign' && token.text === '{') {
        for (let at = first[0]; at < first[1]; at += 1) if (this.code.tokens[at]?.kind === 'string') this.judge.nested({ language: 'sql', text: this.code.tokens[at]?.text ?? '', dialect: 'either' });
      } else this.giveUp('the statement it runs is not known', chain);
    }
  }

  private classWrite(chain: Chain, segment: Segment): void {
    const { name, args = [] } = segment;
    const [first] = args;
    if (!first || NETWORK_OWNERS.test(chain.segments[0]?.name ?? '') || FILE_OWNERS.test(chain.segments[0]?.name ?? '')) return;
    if (this.code.ruby) {
      // User.destroy(5) names its record; User.update(:all, …) and User.delete(User.ids) do not.
      const chainOfFirst = this.code.chainAt(first[0]);
      const asksForAll = chainOfFirst !== undefined && /^[A-Z]/.test(chainOfFirst.segments[0]?.name ?? '') && chainOfFirst.segments.length > 1 && !this.narrowing.isNarrowed(chainOfFirst, chainOfFirst.segments.length);
      if (this.constants.text(first) === 'all' || asksForAll) this.report('mass-change', chain);
      return;
    }
    const condition = name === 'update' ? args[1] : first;
    if (!condition || (this.code.is(condition[0], '{') && !this.narrowing.conditionsNarrow([condition]))) this.report('mass-change', chain);
  }

  /** knex, Sequelize, TypeORM, Prisma, Mongo. */
  private queryBuilder(chain: Chain): void {
    if (this.code.ruby) return;
    chain.segments.forEach((segment, index) => {
      const { name, args } = segment;
      if (index === 0) return;
      const root = chain.segments[0] as Segment;
      const isTable = (root.args !== undefined && /^(?:knex|db|trx)$/.test(root.name)) || chain.segments.some(each => ['table', 'createQueryBuilder', 'from', 'into', 'getRepository', 'collection', 'queryBuilder', 'deleteFrom', 'updateTable'].includes(each.name));
      if (['deleteMany', 'updateMany', 'remove'].includes(name) && args) {
        if (name === 'remove' && args.length === 0) return;
        if (name === 'remove' && !this.code.is(args[0]?.[0] ?? -1, '{')) return;
        if (!this.narrowing.conditionsNarrow(args.slice(0, 1)) && !this.narrowing.isNarrowed(chain, index)) this.report('mass-change', chain);
      } else if (['del', 'delete', 'update'].includes(name) && args && isTable) {
        const narrowed = chain.segments.some((each, at) => at !== index && /^(?:where|andWhere|whereIn)$/.test(each.name) && each.args && this.narrowing.conditionsNarrow(each.args)) || (args[0] !== undefined && name === 'delete' && this.narrowing.conditionsNarrow(args));
        if (!narrowed && !(name === 'delete' && args.length > 0 && !this.code.is(args[0]?.[0] ?? -1, '{'))) this.report('mass-change', chain);
      } else if (['delete', 'destroy'].includes(name) && args?.length && /[rR]epo|[mM]anager|[mM]odel/.test(root.name) && this.code.is(args[0]?.[0] ?? -1, '{') && !this.narrowing.conditionsNarrow(args)) {
        this.report('mass-change', chain);
      } else if (name === 'destroy' && args?.length && this.code.is(args[0]?.[0] ?? -1, '{') && index > 1 && !this.narrowing.conditionsNarrow(args)) {
        this.report('mass-change', chain);
      } else if (name === 'clear' && args?.length === 0 && /[rR]epo/.test(pathOf(chain))) {
        this.report('mass-change', chain);
      } else if (name === 'drop' && args !== undefined && !chain.segments.some(each => each.name === '_')) {
        this.report('drop-or-truncate', chain);
      } else if (name === 'sync' && args?.[0] && /force|alter/.test(this.code.textOf(args[0]))) {
        this.report('drop-or-truncate', chain);
      } else if (name === 'truncate' && args && /^[A-Z]/.test(root.name) && index === 1) {
        this.report('drop-or-truncate', chain);
      } else if (name === 'send' && args?.[0]) {
        this.awsCommand(chain, args[0]);
      }
    });
    // `new DeleteObjectCommand(…)`
    const root = chain.segments[0];
    if (root?.args && /Command$/.test(root.name)) this.awsCommand(chain, [chain.from, chain.to]);
  }

  /** `Aws::S3::Client.new.delete_objects`: the gem's methods are called as the CLI's verbs are. */
  private awsGem({ segments, ...chain }: Chain): void {
    if (segments[0]?.name !== 'Aws') return;
    const made = segments.findIndex(({ name }) => name === 'new');
    const called = segments.slice(made + 1).filter(({ name }) => /^[a-z]/.test(name));
    const changes = called.some(({ name }) => (name.includes('_') ? !matchesVerb(this.judge.rules['cloud-change'].readingVerbs, name.split('_')[0] as string) && !/^(?:each|next|to|is|wait|with|presigned)_/.test(name) : /^(?:delete|put|clear!?|delete!|upload|copy|terminate|stop|start|reboot|publish|send)$/.test(name)));
    if (made > 0 && changes) this.report('cloud-change', { ...chain });
  }

  private awsCommand(chain: Chain, [from, to]: Span): void {
    for (let at = from; at < Math.min(to, from + 4); at += 1) {
      const name = /^([A-Z][a-z]+)\w*Command$/.exec(this.code.tokens[at]?.text ?? '');
      if (!name) continue;
      const verb = (name[1] as string).toLowerCase();
      if (/GetSecretValue|GetParameter|Decrypt|AssumeRole|GetSessionToken/.test(name[0])) this.report('credential-read', chain);
      else if (!matchesVerb(this.judge.rules['cloud-change'].readingVerbs, verb)) this.report('cloud-change', chain);
    }
  }

  private files(chain: Chain, index: number, name: string, { args = [] }: Segment, root: string, owner: string | undefined): void {
    const { judge } = this;
    const onFiles = (index > 0 && ONLY_FILES.test(name)) || (index > 0 && (FILE_OWNERS.test(root) || FILE_OWNERS.test(owner ?? ''))) || (index === 0 && /^rimraf$/.test(root)) || /(?:^|\.)(?:require|import)\.(?:promises\.)?\w+$/.test(pathOf(chain, index + 1));
    const ownPath = index > 0 ? this.rootText(chain, index) : undefined;
    if (!onFiles && ownPath === undefined) return;
    const requiredFs = root !== 'require' || ONLY_FILES.test(name) || /fs|rimraf|del/.test(this.constants.text(chain.segments[0]?.args?.[0]) ?? '');
    if (!requiredFs) return;
    const target = this.constants.text(args[0]) ?? ownPath;
    if (DELETE_TREE.has(name)) {
      const { scratchPaths } = judge.rules['delete-files'];
      if (name === 'delete' && !/^(?:File|Dir|Pathname|FileUtils|IO)$/.test(root) && ownPath === undefined) return;
      const isTree = /^(?:rm_rf|rm_r|rmtree|remove_dir|remove_entry|remove_entry_secure|emptyDir|emptyDirSync|rimraf|removeSync|remove)$/.test(name) || (args[1] !== undefined && /recursive/.test(this.code.textOf(args[1])));
      const { importantPaths } = judge.rules['overwrite-file'];
      if (target === undefined || !isConstant(target)) this.giveUp('which file it deletes is not known', chain);
      else if (isPath(judge.rules['hook-disabled'].paths, target)) this.report('hook-disabled', chain);
      else if (!isPath(scratchPaths, target) && (isTree || /[*]/.test(target) || isPath(importantPaths, target))) this.report('delete-files', chain);
    } else if (WRITE_FILE.has(name) || (name === 'open' && args[1] !== undefined && /^[wa]|^r\+/.test(this.constants.text(args[1]) ?? '')) || name === 'chmod_R' || name === 'chown_R') {
      for (const path of [target, /^(?:rename|renameSync|mv|cp|copy|move|copyFile|copyFileSync|symlink|symlinkSync|ln_s|ln_sf|chmod|chmod_R)$/.test(name) ? this.constants.text(args[1]) : undefined]) {
        if (path === undefined || !isConstant(path)) continue;
        if (isPath(judge.rules['hook-disabled'].paths, path)) this.report('hook-disabled', chain);
        else if (isPath(judge.rules['overwrite-file'].importantPaths, path) && !isPath(judge.rules['overwrite-file'].scratchPaths, path)) this.report(/chmod|chown/.test(name) ? 'change-rights' : 'overwrite-file', chain);
      }
    } else if (['read', 'readlines', 'binread', 'readFile', 'readFileSync', 'foreach', 'open', 'load_file', 'createReadStream', 'open?'].includes(name)) {
      if (target !== undefined) this.secretPath(target);
    }
  }

  /** The path of `Pathname.new(…)` or `Rails.root.join(…)` that the call is made on. */
  private rootText(chain: Chain, index: number): string | undefined {
    const [root, second] = chain.segments;
    if (!root || !/^(?:Pathname|Rails)$/.test(root.name) || (root.name === 'Rails' && second?.name !== 'root')) return undefined;
    return this.constants.text([chain.from, this.endOfSegments(chain, index)]) ?? undefined;
  }

  private endOfSegments(chain: Chain, count: number): number {
    // Up to the dot before the call.
    let at = chain.from;
    let dots = 0;
    for (; at < chain.to; at += 1) {
      if (this.code.is(at, '(') || this.code.is(at, '[')) at = this.code.closingOf(at);
      else if ((this.code.is(at, '.') || this.code.is(at, '::')) && (dots += 1) === count) return at;
    }
    return at;
  }

  private redis(chain: Chain, index: number, name: string, { args = [] }: Segment, owner: string | undefined): void {
    const lower = name.toLowerCase();
    const path = pathOf(chain);
    const isRedis = /redis|\bconn\.|^(?:r|c|conn|client|kv)\.\w+$|cache\.data/i.test(path) || /^(?:redis|\$redis|conn|client|r|c)$/i.test(owner ?? '');
    if (lower === 'flushall' || lower === 'flushdb') this.report('redis-destroy', chain);
    else if (isRedis && index > 0) {
      const words = args.map(span => (this.code.is(span[0], '*') || this.code.is(span[0], '...') ? `${HOLE} ${HOLE}` : this.constants.of(span))).flatMap(value => value ?? HOLE);
      const line = /^(?:call|sendcommand|send_command|rawcall|execute_command)$/.test(lower) ? words : [lower, ...words];
      if (['keys', 'del', 'unlink', 'config', 'eval', 'evalsha', 'shutdown', 'slaveof', 'replicaof', 'debug', 'monitor', 'call', 'sendcommand', 'send_command', 'script', 'rename', 'expire', 'ltrim', 'save', 'swapdb', 'migrate', 'acl', 'client', 'module'].includes(lower) && (lower !== 'client' || words.length > 0) && words.length > 0) this.judge.nested({ language: 'redis', text: line.map(word => (/\s|["'\\]/.test(word) && !word.includes(HOLE) ? JSON.stringify(word) : word)).join(' ') });
    }
  }

  private processes(chain: Chain, index: number, name: string, { args = [] }: Segment, root: string): void {
    if (name === 'kill' && index > 0 && /^(?:Process|process)$/.test(root)) {
      const signal = [this.constants.text(args[0]), this.constants.text(args[1])];
      if (!signal.some(each => each === '0' || /^(?:USR1|USR2|TTIN|EXIT|SIGUSR1|SIGUSR2)$/.test(each ?? ''))) this.report('stop-process', chain);
    }
    if (root === 'process' && ['binding', 'dlopen', 'setuid', 'setgid'].includes(name) && index > 0) this.giveUp('it reaches past Node', chain);
    if ((name === 'reopen' || name === 'sync_close') && /^\$?(?:stdout|stderr|STDOUT|STDERR)$/.test(root)) this.report('hook-disabled', chain);
  }

  private loads(chain: Chain, { args }: Segment, name: string): void {
    const [first] = args as [Span];
    const path = this.constants.text(first);
    const { scratchPaths } = this.judge.rules['delete-files'];
    if (/^(?:node:)?child_process$/.test(path ?? '')) this.report('shell-from-console', chain);
    if (path === undefined) {
      if (!(name === 'import' && this.code.tokens[first[0]]?.kind === 'word') && name !== 'load') this.giveUp('what it loads is not known', chain);
      else if (name === 'load') this.giveUp('what it loads is not known', chain);
    } else if (isPath([...scratchPaths, '/dev/shm/**'], path) || /^https?:|^data:/.test(path)) this.giveUp('what it loads is not known', chain);
    else if (name === 'load' && this.code.ruby && !isPath(this.judge.rules['cannot-be-judged'].reviewedScripts, path)) this.giveUp('the script it runs is not known', chain);
  }
}

function matchesVerb(verbs: readonly string[], verb: string): boolean {
  return verbs.some(each => matches(each, `${verb}-`) || matches(each, verb));
}

function quoteForShell(word: string): string {
  return `'${word.replace(/'/g, `'\\''`)}'`;
}
