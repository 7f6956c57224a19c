import { WATCHED_CALLS as ALWAYS, type WatchedCalls } from '../people/watch/tamper';

/** Calls that could run a patch past its approval, or silence what watches; also the pattern of the rule. */
export const WATCHED_CALLS: WatchedCalls = {
  ...ALWAYS,
  'codebuild.amazonaws.com': [
    'StartBuild', 'StartBuildBatch', 'RetryBuild', 'RetryBuildBatch', 'UpdateProject', 'DeleteProject', 'BatchDeleteBuilds',
    'CreateWebhook', 'UpdateWebhook', 'UpdateProjectVisibility', 'PutResourcePolicy', 'ImportSourceCredentials',
    'StartSandbox', 'StartSandboxConnection', 'StartCommandExecution',
  ],
};
