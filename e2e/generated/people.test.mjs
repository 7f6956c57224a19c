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
const secret = name =>
  `arn:aws:secretsmanager:${region}:${account}:secret:news/${name}`;

const DATABASE = { name: 'DATABASE_URL', arn: secret('database') };

const SLACK = {
  signingSecretArn: secret('signing'),
  botTokenArn: secret('token'),
  teamId: 'T0123ABCDE',
  requests: 'C0123REQUE',
  alerts: 'C0123ALERT',
  approvers: [{ id: 'U0123CHIEF', title: 'CTO' }],
  alerted: ['U0123SECUR'],
  language: 'en',
};

const { taskSize, ...NETWORK } = PLATFORM;

/** What each form hands over, and one of the tests that it brings. */
const PATHS = {
  'audited-bastion': {
    values: {
      ...PLATFORM,
      repository: 'news-bastion',
      runtime: 'image',
      image: `${account}.dkr.ecr.${region}.amazonaws.com/news@sha256:${'0'.repeat(
        64,
      )}`,
      needed: 'Orders that no screen can mend are looked at in a console',
      secrets: [DATABASE],
      slack: SLACK,
    },
    proof: /a login that nobody asked for is told at once/,
  },
  'data-patch-pipeline': {
    values: {
      ...NETWORK,
      repository: 'news-patches',
      application: {
        name: 'example/news',
        connectionArn: `arn:aws:codeconnections:${region}:${account}:connection/01234567-89ab-cdef-0123-456789abcdef`,
        tokenArn: secret('github'),
      },
      secrets: [DATABASE],
      securityGroupId: 'sg-0a1b2c3d4e5f60718',
      slack: SLACK,
    },
    proof: /attack: self-approval by who asked is denied/,
  },
};

describe('golden paths for people', { timeout: 30 * 60_000 }, () => {
  let portal;
  let token;

  before(async () => {
    portal = await startPortal();
    token = await guestToken(portal.url);
  });

  after(() => portal?.close());

  for (const [template, { values, proof }] of Object.entries(PATHS)) {
    it(`${template} makes a repository whose own tests pass`, async () => {
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
  }
});
