/**
 * A build of CodeBuild changed its state, or our own test event.
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html
 */
export interface BuildEvent {
  source: string;
  'detail-type': string;
  detail: { 'build-status'?: string; 'project-name'?: string; 'build-id'?: string; canary?: string };
}

/** Every quarter of an hour. */
export interface SweepEvent {
  sweep: true;
}

export interface BuildsProps {
  project: string;
  ended(build: string): Promise<void>;
  sweep(): Promise<void>;
  canary(id: string): Promise<void>;
}

/** Ends of builds, and the sweep. Throws where something could not be told: Lambda tries twice more, then it is a dead letter. */
export function buildsHandler({ project, ended, sweep, canary }: BuildsProps) {
  return async (event: BuildEvent | SweepEvent): Promise<void> => {
    if ('sweep' in event) return sweep();
    const { detail, source } = event;
    if (source.startsWith('patches.')) return canary(String(detail.canary));
    if (detail['project-name'] !== project || detail['build-status'] === 'IN_PROGRESS') return;
    // `arn:aws:codebuild:…:build/project:uuid`; the API calls it by what follows the slash.
    await ended(String(detail['build-id']).split('/').pop()!);
  };
}
