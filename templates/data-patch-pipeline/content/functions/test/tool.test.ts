import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { sha256 } from '../../people/canonical';
import { parametersOf, patchTool, type Tool } from '../../tools/patch';
import { PATCH, patchFiles } from './patch-files';
import { PatchWorld } from './patch-world';
import { temporaryFolder } from '../../runner/test/temporary';

let world: PatchWorld;
let printed: string[];
/** The command as tanaka runs it, on the real handlers. */
const tool = (...argv: string[]) => patchTool(argv, commandOf('tanaka'));

function commandOf(name: string): Tool {
  return {
    print: line => void printed.push(line),
    async call(path, body) {
      const { statusCode, body: answer } = path === 'patches' ? await world.call(name, body) : await world.starts(name, (body as { run: string }).run);
      if (statusCode !== 200) throw new Error(answer.error);
      return answer;
    },
  };
}

beforeEach(async () => {
  world = await new PatchWorld().start();
  printed = [];
  world.github.push({ branch: 'fix', by: 'author-dev', author: { email: 'author@example.com', login: 'author-dev' }, files: patchFiles() });
  world.github.opens(12, 'fix');
});
afterEach(() => world.stop());

test('request, status, start and log, one command each', async () => {
  await tool('request', PATCH, '--pull', '12', '--set', 'plan=free');
  const [, id] = /^(patch-[0-9a-f]{20}) waits for an approval of [0-9a-f]{40}$/.exec(printed[0]) ?? [];
  await tool('status', id);
  assert.match(printed[1], /"status": "requested"/);
  await assert.rejects(tool('start', id), /not-approved/);
  await world.approves((await world.store.get(id))!);
  await tool('start', id);
  assert.match(printed[2], /has been started/);
  await world.runs(world.codebuild.builds[0].id);
  const file = join(temporaryFolder('log'), 'patch.log');
  await tool('log', id, '--to', file);
  assert.match(readFileSync(file, 'utf8'), /plan free/);
  assert.match(printed[3], new RegExp(`SHA-256 ${sha256(readFileSync(file))}, as the evidence says`));
  await assert.rejects(tool('log', id, '--to', file), /EEXIST/, 'what is there is not written over');
});

test('what needs no approval says how to start it', async () => {
  await tool('request', PATCH, '--branch', 'fix', '--mode', 'dry-run', '--set', 'plan=free');
  assert.match(printed[0], /needs no approval: npm run patch -- start patch-/);
});

test('a long log comes in pieces, and one that is not what the evidence knows is refused', async () => {
  const text = 'a line of a log\n'.repeat(1000);
  const pieces = (known: string): Tool => ({
    print: line => void printed.push(line),
    call: async (_path, { from }: { from?: number }) => ({ content: Buffer.from(text.slice(from!, from! + 7000)).toString('base64'), next: from! + 7000 < text.length ? from! + 7000 : null, sha256: known }),
  });
  const folder = temporaryFolder('log');
  await patchTool(['log', 'patch-1', '--to', join(folder, 'a')], pieces(sha256(text)));
  assert.equal(readFileSync(join(folder, 'a'), 'utf8'), text);
  await assert.rejects(patchTool(['log', 'patch-1', '--to', join(folder, 'b')], pieces(sha256('other'))), /is not the log of this run/);
});

test('a value may hold equals signs, and a name must be there', () => {
  assert.deepEqual(parametersOf(['query=a=b', 'empty=']), { query: 'a=b', empty: '' });
  assert.throws(() => parametersOf(['=x']), /name=value/);
});

for (const argv of [[], ['request', PATCH], ['request', PATCH, '--branch', 'a', '--pull', '1'], ['request', PATCH, '--pull', 'x'], ['log', 'patch-1'], ['destroy', 'patch-1']]) {
  test(`"${argv.join(' ')}" is told how`, async () => {
    await assert.rejects(tool(...argv), /Usage:/);
  });
}
