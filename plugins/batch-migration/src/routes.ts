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

/** What a danger means and how to mend it: the pages of `docs/dangers`. */
export const dangerRouteRef = createSubRouteRef({
  id: 'batch-migration/danger',
  parent: rootRouteRef,
  path: '/dangers/:type',
});

/** The handover planner; jobs, window and instant stand in its address. */
export const handoverRouteRef = createSubRouteRef({
  id: 'batch-migration/handover',
  parent: rootRouteRef,
  path: '/handover',
});

/** The crontab import; server, form and zone stand in its address. */
export const importRouteRef = createSubRouteRef({
  id: 'batch-migration/import',
  parent: rootRouteRef,
  path: '/import',
});

/** What was found on the platforms and nobody linked. */
export const targetsRouteRef = createSubRouteRef({
  id: 'batch-migration/targets',
  parent: rootRouteRef,
  path: '/targets',
});

/** Where everything comes from, and what of it failed. */
export const sourcesRouteRef = createSubRouteRef({
  id: 'batch-migration/sources',
  parent: rootRouteRef,
  path: '/sources',
});

/** Workloads that move together; the chosen wave stands in its address. */
export const wavesRouteRef = createSubRouteRef({
  id: 'batch-migration/waves',
  parent: rootRouteRef,
  path: '/waves',
});

/** Repositories of golden paths, and which of them are behind. */
export const goldenPathsRouteRef = createSubRouteRef({
  id: 'batch-migration/golden-paths',
  parent: rootRouteRef,
  path: '/golden-paths',
});

/** Who asked for sessions and patches; filters and the open one stand in its address. */
export const approvalsRouteRef = createSubRouteRef({
  id: 'batch-migration/approvals',
  parent: rootRouteRef,
  path: '/approvals',
});

/** The form of a golden path; optional, since a portal may have no scaffolder. */
export const templateRouteRef = createExternalRouteRef({
  id: 'scaffolder-template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
