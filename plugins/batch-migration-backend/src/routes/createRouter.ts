import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Estate } from '../operations';
import { addAttestationRoutes } from './attestationRoutes';
import { addCandidateRoutes } from './candidateRoutes';
import { addCaptureRoutes } from './captureRoutes';
import { addDensityRoutes } from './densityRoutes';
import { addDocumentRoutes } from './documentRoutes';
import { addEstateRoutes } from './estateRoutes';
import { addHandoverRoutes } from './handoverRoutes';
import { addPlanRoutes } from './planRoutes';
import { addServerRoutes } from './serverRoutes';
import { addWorkloadRoutes } from './workloadRoutes';

/** What the groups of routes share. */
export interface RouteContext {
  router: Router;
  estate: Estate;
  httpAuth: HttpAuthService;
}

/** The REST API that `schema/openapi.yaml` describes. */
export function createRouter(options: Omit<RouteContext, 'router'>): Router {
  const router = PromiseRouter();
  // Before any body is read: a stranger learns nothing from its errors.
  router.use(async req => {
    await options.httpAuth.credentials(req, { allow: ['user', 'service'] });
    return 'next';
  });
  const context = { ...options, router };
  addWorkloadRoutes(context);
  addPlanRoutes(context);
  addAttestationRoutes(context);
  addServerRoutes(context);
  addEstateRoutes(context);
  addCaptureRoutes(context);
  addCandidateRoutes(context);
  addDensityRoutes(context);
  addHandoverRoutes(context);
  addDocumentRoutes(context);
  return router;
}
