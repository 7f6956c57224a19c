import type { Log } from '../clock';
import { admit, type AdmitProps } from './admit';
import { SlackError } from './errors';
import type { Threads } from './threads';
import type { SlackApi } from './webApi';

export interface MissedRepliesProps extends AdmitProps {
  slack: SlackApi;
  threads: Threads;
  log: Log;
}

/**
 * Reads the thread of a request and queues what Slack's events did not bring:
 * an address that could not be reached for longer than Slack tries. A click
 * leaves no trace in Slack, so a lost one is lost, and its person sees it.
 */
export async function findMissedReplies({ slack, threads, log, ...admission }: MissedRepliesProps, requestId: string): Promise<void> {
  const thread = await threads.find(requestId);
  if (!thread) return;
  try {
    for (const reply of await slack.replies(thread)) {
      if ((await admit(admission, reply)) === 'taken') log('reply-found', { request: requestId });
    }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    // The next hour looks again, and what follows without an answer does not wait for it.
    log('replies-not-read', { request: requestId, code: error.code, advice: error.advice });
  }
}
