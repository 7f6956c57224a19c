import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { NextFunction, Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { TooManyRequestsError } from '../errors';
import type { Estate } from '../operations';
import { addApprovalRoutes } from './approvalRoutes';
import { addAttestationRoutes } from './attestationRoutes';
import { addCanaryRoutes } from './canaryRoutes';
import { addCandidateRoutes } from './candidateRoutes';
import { addCaptureRoutes } from './captureRoutes';
import { CaptureTokenGate } from './captureTokenGate';
import { addCaptureTokenRoutes } from './captureTokenRoutes';
import { addDensityRoutes } from './densityRoutes';
import { addDocumentRoutes } from './documentRoutes';
import { addEstateRoutes } from './estateRoutes';
import { addExemptionRoutes } from './exemptionRoutes';
import { addExportRoutes } from './exportRoutes';
import { addGoldenPathRoutes } from './goldenPathRoutes';
import { addHandoverRoutes } from './handoverRoutes';
import { addHistoryRoutes } from './historyRoutes';
import { noBody } from './noBody';
import { addPlanFileRoutes } from './planFileRoutes';
import { addPlanRoutes } from './planRoutes';
import { addProgressRoutes } from './progressRoutes';
import { addRequirementRoutes } from './requirementRoutes';
import { addServerRoutes } from './serverRoutes';
import { addSourceRoutes } from './sourceRoutes';
import { addStepRoutes } from './stepRoutes';
import { addViewRoutes } from './viewRoutes';
import { addWaveRoutes } from './waveRoutes';
import { addWorkloadRoutes } from './workloadRoutes';

/** What the groups of routes share. */
export interface RouteContext {
  router: Router;
  estate: Estate;
  httpAuth: HttpAuthService;
  captureTokens: CaptureTokenGate;
}

/** The REST API that `schema/openapi.yaml` describes. */
export function createRouter(
  options: Pick<RouteContext, 'estate' | 'httpAuth'>,
): Router {
  const router = PromiseRouter();
  const captureTokens = new CaptureTokenGate(options.estate);
  // Before any body is read: a stranger learns nothing from its errors.
  router.use(async req => {
    const isUpload = req.method === 'POST' && req.path === '/captures';
    if (!(isUpload && (await captureTokens.admit(req)))) {
      await options.httpAuth.credentials(req, { allow: ['user', 'service'] });
    }
    return 'next';
  });
  router.get('*', noBody);
  router.delete('*', noBody);
  const context = { ...options, router, captureTokens };
  addWorkloadRoutes(context);
  addPlanRoutes(context);
  addPlanFileRoutes(context);
  addRequirementRoutes(context);
  addWaveRoutes(context);
  addExemptionRoutes(context);
  addViewRoutes(context);
  addStepRoutes(context);
  addCanaryRoutes(context);
  addApprovalRoutes(context);
  addAttestationRoutes(context);
  addServerRoutes(context);
  addSourceRoutes(context);
  addEstateRoutes(context);
  addCaptureRoutes(context);
  addCaptureTokenRoutes(context);
  addCandidateRoutes(context);
  addDensityRoutes(context);
  addProgressRoutes(context);
  addExportRoutes(context);
  addHandoverRoutes(context);
  addGoldenPathRoutes(context);
  addHistoryRoutes(context);
  addDocumentRoutes(context);
  router.use(retryAfter);
  return router;
}

/** Backstage answers the error; only it knows when to try again. */
function retryAfter(
  error: unknown,
  _req: Request,
  res: Response,
  next: NextFunction,
): void {
  if (error instanceof TooManyRequestsError && error.retryAfterSeconds) {
    res.set('Retry-After', String(error.retryAfterSeconds));
  }
  next(error);
}
