import type { PutEventsCommandInput, PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import type { ArrivedProps } from '../people/watch/canary';

export const PATHS = ['builds'] as const;
/** Through the rule for ends of builds. */
export type Path = (typeof PATHS)[number];

/** Where test events are counted, for the alarm. */
export const CANARY: Pick<ArrivedProps, 'paths' | 'namespace'> = { paths: PATHS, namespace: 'DataPatches' };

export interface CanarySenderProps {
  stackName: string;
  project: string;
  putEvent(input: PutEventsCommandInput): Promise<PutEventsCommandOutput>;
}

/** Puts a test event in where real ones begin: only AWS itself sends as `aws.…`, so the rule matches our own source beside it. */
export function canarySender({ stackName, project, putEvent }: CanarySenderProps) {
  return async (_path: Path, id: string): Promise<void> => {
    const detail = { 'build-status': 'SUCCEEDED', 'project-name': project, canary: id };
    const answer = await putEvent({ Entries: [{ Source: `patches.${stackName}`, DetailType: 'CodeBuild Build State Change', Detail: JSON.stringify(detail) }] });
    // EventBridge says so in its answer, and does not throw.
    if (answer.FailedEntryCount) throw new Error(`EventBridge did not take the test event: ${answer.Entries?.[0]?.ErrorCode}`);
  };
}
