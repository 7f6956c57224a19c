/** The really started backend: sign-ins, credentials on every route, catalog and search. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { root } from '../../scripts/toolchain.mjs';
import { eventually, guestToken, startPortal } from './portal.mjs';

const PEOPLE = {
  guest: 'user:default/mori',
  'demo-sre': 'user:default/mori',
  'demo-job-owner': 'user:default/sato',
  'demo-manager': 'user:default/ando',
  'demo-auditor': 'user:default/kimura',
};

describe('the started backend', { timeout: 10 * 60_000 }, () => {
  let portal;
  let token;

  const get = async pathname => {
    const response = await fetch(`${portal.url}${pathname}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    return { status: response.status, body: await response.json() };
  };

  const post = async (pathname, sent) => {
    const response = await fetch(`${portal.url}${pathname}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(sent),
    });
    return { status: response.status, body: await response.json() };
  };

  before(async () => {
    portal = await startPortal();
    token = await guestToken(portal.url);
  });

  after(() => portal?.close());

  for (const [provider, expected] of Object.entries(PEOPLE)) {
    it(`signs ${provider} in as ${expected}`, async () => {
      const response = await fetch(
        `${portal.url}/api/auth/${provider}/refresh`,
        { method: 'POST', headers: { 'X-Requested-With': 'XMLHttpRequest' } },
      );
      assert.equal(response.status, 200);
      const { backstageIdentity } = await response.json();
      assert.equal(backstageIdentity.identity.userEntityRef, expected);
    });
  }

  it('answers no route of its OpenAPI document without credentials', async () => {
    const document = parse(
      readFileSync(
        path.join(
          root,
          'plugins/batch-migration-backend/src/schema/openapi.yaml',
        ),
        'utf8',
      ),
    );
    const calls = Object.entries(document.paths).flatMap(([route, methods]) =>
      ['get', 'put', 'post', 'delete', 'patch']
        .filter(method => methods[method])
        .map(method => [method.toUpperCase(), route]),
    );
    assert.ok(calls.length >= 12, `only ${calls.length} routes are described`);
    for (const [method, route] of calls) {
      const pathname = route.replace(/\{[^}]+\}/g, 'x');
      const response = await fetch(
        `${portal.url}/api/batch-migration${pathname}`,
        { method },
      );
      assert.equal(response.status, 401, `${method} ${route}`);
    }
  });

  it('shows no stack trace', async () => {
    const { status, body } = await get(
      '/api/batch-migration/workloads/00000000-0000-0000-0000-000000000000',
    );
    assert.equal(status, 404);
    assert.ok(!JSON.stringify(body).includes('.ts:'), JSON.stringify(body));
    assert.equal(body.error.stack, undefined);
  });

  it('discovers the whole estate', async () => {
    await eventually('60 workloads', async () => {
      const { body } = await get('/api/batch-migration/summary');
      return body.scope >= 60;
    });
    const { body } = await get('/api/batch-migration/servers?limit=200');
    assert.ok(body.totalItems >= 14, `${body.totalItems} servers`);
  });

  it('shows when a server works, and where a handover fits', async () => {
    const density = await get(
      '/api/batch-migration/schedule/density?server=resource:default/bat000',
    );
    assert.equal(density.status, 200);
    assert.equal(density.body.cells.length, 168);
    assert.ok(density.body.totals.runs > 0);
    assert.ok(density.body.quietWindows.length > 0);

    const workloadIds = await eventually('something is built', async () => {
      const built = await get(
        '/api/batch-migration/workloads?kind=scheduled&stage=built&limit=200',
      );
      const ids = built.body.items.map(({ id }) => id);
      return ids.length > 0 ? ids : undefined;
    });
    const preview = await post('/api/batch-migration/handover/preview', {
      workloadIds,
    });
    assert.equal(preview.status, 200);
    const { plan, simulation, jobs } = preview.body;
    assert.equal(jobs.length, workloadIds.length);
    assert.equal(
      plan.jobs.length + plan.refused.length,
      workloadIds.length,
      'each job moves or is refused',
    );
    assert.deepEqual([simulation.missed, simulation.doubled], [0, 0]);
  });

  it('stores a capture once, masked, and finds its lines again', async () => {
    const server = 'resource:default/batch-server';
    const file = {
      path: 'etc/cron.d/imported-by-hand',
      text: '17 3 * * * batch /opt/imported/run --password hunter2\n',
    };
    const body = { server, files: [file] };
    const first = await post('/api/batch-migration/captures', body);
    assert.equal(first.status, 201, JSON.stringify(first.body));
    assert.deepEqual(first.body.maskedSecrets, ['PASSWORD']);
    const [{ id }] = first.body.created;
    const workload = await get(`/api/batch-migration/workloads/${id}`);
    assert.equal(workload.body.assessment.placement, 'legacy');
    assert.ok(!JSON.stringify(workload.body).includes('hunter2'));

    const preview = await post('/api/batch-migration/crontab/preview', {
      ...{ text: file.text, path: file.path, server },
      dialect: 'system',
    });
    assert.equal(preview.body.jobs[0].workloadId, id);
    assert.ok(!JSON.stringify(preview.body).includes('hunter2'));
    const again = await post('/api/batch-migration/captures', {
      ...body,
      capturedAt: first.body.capturedAt,
    });
    assert.deepEqual(again.body.created, []);
    assert.equal(again.body.known[0].id, id);
  });

  it('brings servers and roles into the catalog with their relations', async () => {
    await eventually('the servers are in the catalog', async () => {
      const { body } = await get(
        '/api/catalog/entities/by-query?filter=kind=resource,spec.type=legacy-server&limit=100',
      );
      return body.totalItems >= 14;
    });
    const { body } = await eventually('the relations are there', async () => {
      const role = await get(
        '/api/catalog/entities/by-name/resource/default/bat000-scheduled-jobs',
      );
      return role.body.relations?.length >= 3 ? role : undefined;
    });
    const relations = body.relations.map(
      ({ type, targetRef }) => `${type} ${targetRef}`,
    );
    assert.ok(relations.includes('dependsOn resource:default/bat000'));
    assert.ok(
      relations.some(relation => relation.startsWith('ownedBy group:')),
    );
    assert.ok(
      relations.some(relation => relation.startsWith('partOf system:')),
    );
  });

  it('registers its own API', async () => {
    const { body } = await get(
      '/api/catalog/entities/by-name/api/default/batch-migration',
    );
    assert.equal(body.spec.type, 'openapi');
    assert.ok(body.spec.definition.startsWith('openapi: 3.1'));
  });

  it('finds a server by search', async () => {
    await eventually('bat000 is found', async () => {
      const { body } = await get('/api/search/query?term=bat000');
      return body.results?.some(({ document }) =>
        document.location.endsWith('/bat000'),
      );
    });
  });
});
