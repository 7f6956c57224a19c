import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Estate } from '../operations';
import { approvalTools } from './approvalTools';
import { estateTools } from './estateTools';
import { planTools } from './planTools';
import { previewTools } from './previewTools';
import { progressTools } from './progressTools';
import { toAction } from './tool';
import { workloadTools } from './workloadTools';

/** Lets agents make the calls that only read, with the rights of who asks. */
export function registerActions(
  registry: ActionsRegistryService,
  estate: Estate,
): void {
  const tools = [
    ...[...workloadTools, ...estateTools, ...planTools],
    ...[...progressTools, ...previewTools, ...approvalTools],
  ];
  for (const tool of tools) {
    registry.register(toAction(tool, estate));
  }
}
