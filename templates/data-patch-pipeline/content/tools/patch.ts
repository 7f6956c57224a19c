/** `npm run patch -- request | status | start | log | withdraw`; see USAGE. */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readConfig } from '../infra/config';
import { signedCall } from '../people/iam/signedCall';

export const USAGE = `Usage:
  npm run patch -- request patches/YYYYMMDD-name (--branch NAME | --pull NUMBER) [--mode run] [--set name=value …]
  npm run patch -- status RUN
  npm run patch -- start RUN
  npm run patch -- log RUN --to FILE
  npm run patch -- withdraw RUN

Modes: check, dry-run, run, verify, rollback`;

/** Posts to `/patches` or `/starts`, and answers what is in the body. */
export type Call = (path: 'patches' | 'starts', body: object) => Promise<any>;

export interface Tool {
  call: Call;
  print(line: string): void;
}

/** @throws Error with what to do */
export async function patchTool(argv: string[], { call, print }: Tool): Promise<void> {
  const { positionals: [action, what], values } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      branch: { type: 'string' }, pull: { type: 'string' }, mode: { type: 'string', default: 'run' }, set: { type: 'string', multiple: true, default: [] }, to: { type: 'string' },
    },
  });
  if (!action || !what) throw new Error(USAGE);
  switch (action) {
    case 'request': {
      const { branch, pull, mode, set } = values;
      if ((branch === undefined) === (pull === undefined) || (pull !== undefined && !/^\d{1,9}$/.test(pull))) throw new Error(USAGE);
      // Made here: sent again after a lost answer it is the same run.
      const requestId = randomBytes(10).toString('hex');
      const reference = pull === undefined ? { branch } : { pull: Number(pull) };
      const { run } = await call('patches', { action, patch: what, ...reference, mode, parameters: parametersOf(set), requestId });
      print(run.needsApproval ? `${run.id} waits for an approval of ${run.subject.sha}` : `${run.id} needs no approval: npm run patch -- start ${run.id}`);
      return;
    }
    case 'start': {
      const { run } = await call('starts', { run: what });
      print(`${run.started.build} has been started. Its result comes into the thread; its log: npm run patch -- log ${what} --to FILE`);
      return;
    }
    case 'status':
    case 'withdraw':
      print(JSON.stringify(await call('patches', { action, run: what }), null, 2));
      return;
    case 'log':
      if (!values.to) throw new Error(USAGE);
      print(await saveLog(call, what, values.to));
      return;
    default:
      throw new Error(USAGE);
  }
}

/** `name=value`; a value may hold further equals signs. */
export function parametersOf(given: string[]): Record<string, string> {
  return Object.fromEntries(
    given.map(each => {
      const at = each.indexOf('=');
      if (at < 1) throw new Error(`--set takes name=value, got: ${JSON.stringify(each)}`);
      return [each.slice(0, at), each.slice(at + 1)];
    }),
  );
}

async function saveLog(call: Call, run: string, file: string): Promise<string> {
  const hash = createHash('sha256');
  let known: string | null = null;
  let bytes = 0;
  // First asked, then written: a refusal leaves no empty file.
  let piece = await call('patches', { action: 'log', run, from: 0 });
  const target = openSync(file, 'wx');
  try {
    for (;;) {
      const content = Buffer.from(piece.content, 'base64');
      writeSync(target, content);
      hash.update(content);
      bytes += content.byteLength;
      known = piece.sha256;
      if (piece.next === null) break;
      piece = await call('patches', { action: 'log', run, from: piece.next });
    }
  } finally {
    closeSync(target);
  }
  const sha256 = hash.digest('hex');
  if (known !== null && known !== sha256) throw new Error(`${file} has the SHA-256 ${sha256}, and the evidence says ${known}: it is not the log of this run`);
  return `${file}: ${bytes} bytes, SHA-256 ${sha256}${known === null ? ', which the evidence does not know yet' : ', as the evidence says'}`;
}

async function main(): Promise<void> {
  const base = process.env.PATCHES_URL;
  if (!base) throw new Error('Set PATCHES_URL to the output PatchesUrl of the stack');
  const { region } = readConfig();
  const call: Call = async (path, body) => {
    const { status, text } = await signedCall(new URL(path, base.endsWith('/') ? base : `${base}/`).href, body, region);
    const answer = JSON.parse(text);
    if (status !== 200) throw new Error(answer.error ?? answer.message ?? `HTTP ${status}`);
    return answer;
  };
  await patchTool(process.argv.slice(2), { call, print: line => console.log(line) });
}

if (require.main === module) {
  main().catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
