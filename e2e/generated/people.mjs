/** Repositories for people in production, made by the started scaffolder. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { guestToken, startPortal } from '../portal/portal.mjs';
import { checkRepository, PLATFORM, runTemplate } from './repository.mjs';

const { account, region } = PLATFORM;
export const secret = name =>
  `arn:aws:secretsmanager:${region}:${account}:secret:news/${name}`;

export const DATABASE = { name: 'DATABASE_URL', arn: secret('database') };

export const SLACK = {
  signingSecretArn: secret('signing'),
  botTokenArn: secret('token'),
  teamId: 'T0123ABCDE',
  requests: 'C0123REQUE',
  alerts: 'C0123ALERT',
  approvers: [{ id: 'U0123CHIEF', title: 'CTO' }],
  alerted: ['U0123SECUR'],
  language: 'en',
};

/**
 * The tests of one golden path.
 * @param values what its form hands over
 * @param proof one of the tests that the repository brings
 */
export function testGoldenPath({ template, values, proof }) {
  describe(template, { timeout: 30 * 60_000 }, () => {
    let portal;

    before(async () => {
      portal = await startPortal();
    });

    after(() => portal?.close());

    it('makes a repository whose own tests pass', async () => {
      const token = await guestToken(portal.url);
      const { status, log } = await runTemplate({
        ...{ url: portal.url, token, template, values },
      });
      assert.equal(status, 'completed', log);
      const folder = path.join(portal.repositories, values.repository);
      const { approvers } = parse(
        readFileSync(path.join(folder, 'approvers.yaml'), 'utf8'),
      );
      assert.ok(JSON.stringify(approvers).includes('U0123CHIEF'));
      const { tested } = await checkRepository(folder);
      assert.match(tested, proof);
      const git = (...args) =>
        execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
      assert.match(git('tag', '--points-at', 'HEAD'), /^golden-path\//);
      assert.equal(git('status', '--porcelain').trim(), '');
    });
  });
}
