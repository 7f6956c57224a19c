import type { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import type { ObservationWatch } from '../observation';

/**
 * Answers 200 while rounds of observation come to their end, and 503 once they
 * do not. It is asked without a sign-in, as the root's health is, and says
 * nothing of what was observed.
 */
export function createHealthRouter(watch: ObservationWatch): ExpressRouter {
  const router = Router();
  router.get('/', async (_request, response) => {
    const health = await watch.health();
    response.status(health.status === 'ok' ? 200 : 503).json(health);
  });
  return router;
}
