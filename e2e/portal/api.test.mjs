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
