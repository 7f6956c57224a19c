import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Estate } from '../operations';
import { estateTools } from './estateTools';
import { previewTools } from './previewTools';
import { toAction } from './tool';
import { workloadTools } from './workloadTools';

/** Lets agents make the calls that only read, with the rights of who asks. */
export function registerActions(
  registry: ActionsRegistryService,
  estate: Estate,
): void {
  for (const tool of [...workloadTools, ...estateTools, ...previewTools]) {
    registry.register(toAction(tool, estate));
  }
}
