import type {
  Probe,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import type { ClusterReader } from '../clusters';
import { cronJobSchema, deploymentSchema } from '../probes/objects';
import { NamespaceFinder } from './NamespaceFinder';

/** Finders of what the probes look at; none where no namespace is to be searched. */
export function createFinders(
  reader: ClusterReader,
  probes: Record<'cronJob' | 'deployment', Probe>,
): TargetFinder[] {
  const places = reader.placesToFind;
  if (places.length === 0) return [];
  return [
    new NamespaceFinder(
      {
        id: 'k8s-cronjobs',
        kind: 'scheduled',
        scheme: 'k8s-cronjob',
        resource: 'cronjobs',
        probe: probes.cronJob,
        list: async (place, signal) => {
          const found = await reader.list(
            place,
            'cronjobs',
            cronJobSchema,
            signal,
          );
          return found.map(({ metadata: { name, labels }, spec }) => ({
            name,
            labels: labels ?? {},
            pod: spec.jobTemplate?.spec?.template,
          }));
        },
      },
      places,
    ),
    new NamespaceFinder(
      {
        id: 'k8s-deployments',
        kind: 'resident',
        scheme: 'k8s-deployment',
        resource: 'deployments',
        probe: probes.deployment,
        list: async (place, signal) => {
          const found = await reader.list(
            place,
            'deployments',
            deploymentSchema,
            signal,
          );
          return found.map(({ metadata: { name, labels }, spec }) => ({
            name,
            labels: labels ?? {},
            pod: spec.template,
          }));
        },
      },
      places,
    ),
  ];
}
