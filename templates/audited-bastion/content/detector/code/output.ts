import { type Chain, pathOf, type Span } from './chains.ts';
import type { Call, Reading } from './reading.ts';

const RUBY_STREAM = /^(?:\$(?:stdout|stderr|stdin|>)|STDOUT|STDERR|STDIN)$/;
const NODE_OUTPUT = /^(?:process\.(?:stdout|stderr|stdin)|console|repl)(?:\.|$)/;
const SILENT = /\bnil\b|IO::NULL|File::NULL|\/dev\/null|StringIO|NullLogger/;
/** Levels at which next to nothing is written. */
const QUIET = /^(?::?(?:fatal|unknown)|[4-9]|\d\d+|"(?:fatal|unknown)"|.*Logger::(?:FATAL|UNKNOWN)|.*Severity::(?:FATAL|UNKNOWN))$/i;

/** What is written down of the session is turned off, or put elsewhere. */
export function judgeAssignedOutput(reading: Reading, chain: Chain): void {
  const { code } = reading;
  const path = pathOf(chain);
  if (!code.ruby && code.is(chain.from - 1, 'delete') && NODE_OUTPUT.test(path)) reading.report('hook-disabled', chain);
  if (!chain.assigned || code.is(chain.to, '<<')) return;
  const value = code.textOf([chain.to + 1, code.endOfStatement(chain.to + 1)]);
  const last = chain.segments.at(-1)?.name ?? '';
  const isOff = code.ruby
    ? (RUBY_STREAM.test(path) && !/^(?:STDOUT|STDERR|STDIN)$/.test(value)) || (/^logger$|^_?\$?\w*_logger$/.test(last) && SILENT.test(value)) || (/\blogger\.level$/i.test(path) && QUIET.test(value))
    : NODE_OUTPUT.test(path) || /^process\.(?:emit|on|_events)$/.test(path) || /\b(?:Write|Read)?Stream\.prototype\.\w+$/.test(path);
  if (isOff) reading.report('hook-disabled', { from: chain.from, to: code.endOfStatement(chain.to) });
}

export function judgeOutput(reading: Reading, call: Call): void {
  const { chain, index, name, args, root, owner } = call;
  if (index === 0) {
    if (/^(?:silence_stream|silence_stdout|quietly|suppress_output)$/.test(name) && args?.length) reading.report('hook-disabled', chain);
    return;
  }
  if (reading.code.ruby) {
    const isDefined = index === 1 && reading.code.is(chain.from - 1, 'def');
    const changes = isDefined || /^(?:reopen|sync_close|close|close_write|define_singleton_method|singleton_class|instance_eval|extend|instance_variable_set)$/.test(name);
    if (changes && RUBY_STREAM.test(root)) reading.report('hook-disabled', chain);
    return;
  }
  const isObject = root === 'Object' || root === 'Reflect';
  if (isObject && /^(?:defineProperty|defineProperties|assign|setPrototypeOf|set|deleteProperty)$/.test(name) && args?.[0] && isOutput(reading, args[0])) reading.report('hook-disabled', chain);
  if (/^(?:stdout|stderr|stdin)$/.test(owner ?? '') && root === 'process' && /^(?:end|destroy|pause|cork|removeAllListeners|unpipe|destroySoon|_destroy)$/.test(name)) reading.report('hook-disabled', chain);
}

function isOutput(reading: Reading, span: Span): boolean {
  const target = reading.members.chainOf(span);
  return target !== undefined && NODE_OUTPUT.test(pathOf(target));
}
