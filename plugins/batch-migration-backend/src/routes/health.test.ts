import { startTestBackend, mockServices } from '@backstage/backend-test-utils';
import request from 'supertest';
import { batchMigrationPlugin } from '../plugin';

jest.setTimeout(240_000);

it('answers beside the health of the root, without a sign-in', async () => {
  const { server } = await startTestBackend({
    features: [
      batchMigrationPlugin,
      mockServices.rootConfig.factory({ data: { batchMigration: {} } }),
    ],
  });
  const { status, body } = await request(server).get(
    '/.backstage/health/v1/batch-migration',
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: 'ok' });
  const root = await request(server).get('/.backstage/health/v1/readiness');
  expect(root.status).toBe(200);
});
