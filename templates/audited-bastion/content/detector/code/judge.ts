import type { Judge } from '../findings.ts';
import { judgeBuilder } from './builders.ts';
import { type Chain, Code, pathOf } from './chains.ts';
import { awsCommands, awsGem } from './cloud.ts';
import { judgeDocuments } from './documents.ts';
import { judgeEnvironment, matchExpressions, secretPath } from './environment.ts';
import { EVALUATE, evaluates, evaluatesOtherwise, loads, sent, symbolCalled } from './evaluation.ts';
import { judgeUnknownMember } from './unknownMembers.ts';
import { judgeFile } from './files.ts';
import { judgeNetwork } from './network.ts';
import { judgeLoops } from './loops.ts';
import { judgeMongoid } from './mongoid.ts';
import { judgeAssignedOutput, judgeOutput } from './output.ts';
import { isOnlyShown } from './printed.ts';
import { judgeProcess, judgeShellText, opensPipe, runsShell, SHELLS } from './processes.ts';
import { type Call, callAt, Reading } from './reading.ts';
import { BULK, BY, classWrite, EACH, iterates, managesAll, MASS } from './records.ts';
import { judgeRedisCall } from './redis.ts';
import { judgeAppended, judgeSequel } from './sequel.ts';
import { runsSql, SQL } from './statements.ts';
import { codeTokens, type Token } from './tokens.ts';

const LONGEST = 40_000;
const LONGEST_CHAIN = 150;
const SEND = new Set(['send', 'public_send', '__send__', 'try', 'try!', 'method', 'public_method', 'instance_method', 'public_instance_method', 'singleton_method', 'callMethod', 'apply']);
const TABLES = new Set(['drop_table', 'rename_table', 'add_column', 'remove_column', 'remove_columns', 'change_column', 'change_column_null', 'change_column_default', 'rename_column', 'add_index', 'remove_index', 'create_table', 'change_table', 'drop_join_table', 'add_reference', 'remove_reference', 'add_foreign_key', 'remove_foreign_key', 'disable_referential_integrity', 'drop_database', 'recreate_database', 'truncate_tables', 'truncate_all', 'dropTable', 'dropTableIfExists', 'dropSchema', 'dropAllTables', 'dropDatabase', 'dropCollection', 'renameTable', 'removeColumn', 'addColumn', 'changeColumn', 'createTable', 'synchronize', 'purge_all', 'load_schema', 'dropAllSchemas', 'dropIndex', 'dropIndexes', 'alterTable', 'purge_current', 'drop_current']);
const LOOK_AT_NAMES = new Set(['exist?', 'exists?', 'file?', 'size', 'stat', 'mtime', 'basename', 'dirname', 'existsSync', 'statSync', 'zero?', 'readable?', 'include?', 'start_with?', 'end_with?', 'includes', 'puts', 'log', 'where', 'match?', '==']);

/** What is typed into a Rails, irb or Node console, or handed to one. */
export function judgeCode(judge: Judge, text: string, language: 'ruby' | 'node'): void {
  const { tokens, problem } = codeTokens(text, language);
  if (problem) judge.giveUp(`the console cannot read it: ${problem}`, text);
  if (tokens.length > LONGEST) {
    judge.giveUp('the text is too long', text);
    return;
  }
  const reading = new Reading(judge, new Code(tokens, language === 'ruby'), text);
  const chains = chainsOf(reading);
  for (const chain of chains) judgeChain(reading, chain);
  judgeLoops(reading, chains);
  const lookedAt = textsLookedAt(chains);
  tokens.forEach((token, index) => judgeToken(reading, token, index, lookedAt));
}

function chainsOf(reading: Reading): Chain[] {
  const chains: Chain[] = [];
  for (let index = 0; index < reading.code.tokens.length; index += 1) {
    const chain = reading.code.chainAt(index);
    if (!chain) continue;
    reading.judge.work(1 + Math.ceil((chain.to - chain.from) / 4));
    if (chain.segments.length > LONGEST_CHAIN) {
      reading.giveUp('the chain of calls is too long', chain);
      chain.segments.length = LONGEST_CHAIN;
    }
    chains.push(reading.members.plain(chain));
  }
  return chains;
}

/** Tokens of calls that only look at a name: `File.exist?("config/master.key")`. */
function textsLookedAt(chains: Chain[]): Set<number> {
  const lookedAt = new Set<number>();
  for (const chain of chains) {
    if (chain.segments.some(({ name }) => LOOK_AT_NAMES.has(name))) for (let at = chain.from; at < chain.to; at += 1) lookedAt.add(at);
  }
  return lookedAt;
}

function judgeToken(reading: Reading, token: Token, index: number, lookedAt: Set<number>): void {
  // The names inside `with (process) { … }` are the members of something else.
  if (!reading.code.ruby && token.kind === 'word' && token.text === 'with' && reading.code.is(index + 1, '(') && !reading.code.is(index - 1, '.') && !reading.code.is(index - 1, '?.')) reading.giveUp('what the names inside mean is not known', { from: index, to: index + 2 });
  if (token.kind === 'shell') judgeShellText(reading, reading.constants.folded(index), token.text);
  if (token.kind === 'string' && !lookedAt.has(index)) secretPath(reading, reading.constants.folded(index));
  if (token.kind === 'symbol' && (reading.code.is(index - 1, '&') || reading.code.is(index + 2, 'to_proc')) && (MASS.has(token.text) || BY.has(token.text))) reading.judge.report('mass-change', `&:${token.text}`);
}

function judgeChain(reading: Reading, chain: Chain): void {
  matchExpressions(reading, chain);
  judgeEnvironment(reading, chain);
  judgeNetwork(reading, chain);
  judgeAssignedOutput(reading, chain);
  awsGem(reading, chain);
  awsCommands(reading, chain);
  judgeAppended(reading, chain);
  chain.segments.forEach((segment, index) => {
    if (segment.isIndex) judgeUnknownMember(reading, chain, index);
    if (!segment.isIndex || reading.code.ruby) judgeCall(reading, callAt(chain, index, segment));
  });
}

function judgeCall(reading: Reading, call: Call): void {
  const { chain, index, name, segment: { block }, args, owner, root } = call;
  if (name === 'alias_method' && args?.some(span => MASS.has(reading.constants.text(span) ?? ''))) reading.report('mass-change', chain);
  const meant = SEND.has(name) && (index > 0 ? name !== 'apply' : /^(?:send|public_send|__send__|method|public_method)$/.test(name)) ? sent(reading, call) : symbolCalled(reading, call);
  if (meant) {
    matchExpressions(reading, meant.chain);
    judgeCall(reading, meant);
  }
  if (MASS.has(name)) {
    if (!reading.narrowing.isNarrowed(chain, index)) reading.report('mass-change', chain);
  } else if (BY.has(name)) {
    if (!args || !reading.narrowing.conditionsNarrow(args)) reading.report('mass-change', chain);
  } else if (managesAll(reading, call)) {
    if (!isOnlyShown(reading, call)) reading.report('mass-change', chain);
  } else if (BULK.has(name) && (args || block)) {
    reading.report('bulk-write', chain);
  } else if (name === 'import' && /^[A-Z]/.test(root) && args && index > 0) {
    reading.report('bulk-write', chain);
  } else if (EACH.has(name)) {
    iterates(reading, call);
  } else if (EVALUATE.has(name)) {
    evaluates(reading, call);
  } else if (SHELLS.has(name)) {
    runsShell(reading, call);
  } else if (TABLES.has(name) && (index > 0 || args)) {
    reading.report(/drop|truncate|purge/i.test(name) ? 'drop-or-truncate' : 'schema-change', chain);
  } else if (/^(?:destroy|delete|update)!?$/.test(name) && /^[A-Z]/.test(root) && args && isOnClass(reading, call)) {
    classWrite(reading, call);
  }
  if (SQL.has(name) && args?.[0]) runsSql(reading, call, owner);
  if (['update', 'delete', 'insert'].includes(name) && /^(?:connection|conn)$/.test(owner ?? '') && args?.[0]) runsSql(reading, call, 'connection');
  if (name === 'truncate' && /^(?:connection|conn|db|knex|queryInterface|repo\w*|\w*[rR]epository|\(group\))$/.test(owner ?? '') && !isOnlyShown(reading, call)) reading.report('drop-or-truncate', chain);
  if (name === 'open' && reading.code.ruby && args?.[0]) opensPipe(reading, chain, args[0]);
  evaluatesOtherwise(reading, call);
  judgeBuilder(reading, call);
  judgeDocuments(reading, call);
  judgeMongoid(reading, call);
  judgeSequel(reading, call);
  judgeOutput(reading, call);
  judgeFile(reading, call);
  judgeRedisCall(reading, call);
  judgeProcess(reading, call);
  if (['load', 'require', 'require_relative', 'import'].includes(name) && index === 0 && args?.[0]) loads(reading, call);
  if (name === 'invoke' || (name === 'execute' && /Rake/.test(pathOf(chain)))) {
    if (/Rake/.test(pathOf(chain))) reading.giveUp('what the task does is not known', chain);
  }
}

/** `User.update`, `Admin::User.update`, `User.where(…).update`. */
function isOnClass({ code, narrowing }: Reading, { chain, index, name }: Call): boolean {
  const before = chain.segments.slice(0, index);
  if (index === 1 || (code.ruby && before.every(each => /^[A-Z]/.test(each.name) && each.args === undefined))) return true;
  const isRelation = before.some(each => /^(?:all|where|order|limit|joins|unscoped|not|includes|distinct)$/.test(each.name));
  return code.ruby && /^update!?$/.test(name) && isRelation && !narrowing.isNarrowed(chain, index);
}
