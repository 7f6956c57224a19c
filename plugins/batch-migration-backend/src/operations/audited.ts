import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';

/** Runs one mutation; its outcome, a refusal included, is audited exactly once. */
export async function audited<T>(
  auditor: AuditorService,
  event: AuditorServiceCreateEventOptions,
  mutate: () => Promise<T>,
): Promise<T> {
  const record = await auditor.createEvent(event);
  let result: T;
  try {
    result = await mutate();
  } catch (error) {
    await record.fail({ error: toError(error) });
    throw error;
  }
  await record.success();
  return result;
}
