import { attest, readableWorkload } from '../operations';
import { attestationSchema } from './attestationSchema';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';
import { readLimit, readOnce, readQuery } from './query';
import { readId } from './workloadRoutes';

/** What people attest where no probe can look. */
export function addAttestationRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  router.get('/workloads/:id/attestations', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const query = readQuery(req, ['limit', 'cursor']);
    const limit = readLimit(query);
    const cursor = readOnce(query, 'cursor');
    const { id } = await readableWorkload(
      estate,
      credentials,
      readId(req.params.id),
    );
    res.json(
      await estate.database.attestations.list({
        workloadId: id,
        limit,
        cursor,
      }),
    );
  });

  router.post('/workloads/:id/attestations', jsonBody(64), async (req, res) => {
    // A statement has an author: a service cannot make one.
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const attestation = await attest(
      estate,
      { credentials, request: req },
      {
        id: readId(req.params.id),
        attestation: readBody(req, attestationSchema),
      },
    );
    res.status(201).json(attestation);
  });
}
