import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** The overview. */
export const rootRouteRef = createRouteRef({ id: 'batch-migration' });

export const workloadRouteRef = createSubRouteRef({
  id: 'batch-migration/workload',
  parent: rootRouteRef,
  path: '/workloads/:id',
});

/** The form of a golden path; optional, since a portal may have no scaffolder. */
export const templateRouteRef = createExternalRouteRef({
  id: 'scaffolder-template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
