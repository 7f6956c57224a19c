import type { Secret } from '../aws/secret';
import type { Clock, Log } from '../clock';
import { admit, type AdmitProps } from './admit';
import { parseRequest, type SlackAct } from './requests';
import { type HttpEvent, verifySignature } from './signature';

export interface HttpAnswer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

export interface SlackEndpointProps extends AdmitProps {
  signingSecret: Secret;
  clock: Clock;
  log: Log;
}

const MAX_BODY = 256 * 1024;

/**
 * Answers Slack within its three seconds: verifies, recognises what came
 * before, and queues. What an act means is for who reads the queue.
 *
 * Anything but a 2xx makes Slack send an event again.
 */
export function slackEndpoint({ signingSecret, clock, log, ...admissions }: SlackEndpointProps) {
  return async (event: HttpEvent): Promise<HttpAnswer> => {
    if (event.requestContext.http.method !== 'POST') return answer(405);
    if ((event.body ?? '').length > MAX_BODY) return answer(413);
    const verdict = verifySignature(event, await signingSecret(), clock());
    if (!verdict.valid) {
      log('slack-refused', { reason: verdict.reason });
      return answer(401);
    }
    const request = parseRequest(verdict.body);
    if (request.type === 'url-verification') return answer(200, request.challenge);
    if (request.type === 'ignored') return answer(200);
    if (request.type === 'unknown') {
      log('slack-unknown', { what: request.what });
      // Sent again it would be no better known.
      return answer(200);
    }

    try {
      const admission = await admit(admissions, request);
      if (admission !== 'taken') log('slack-repeated', { admission, retry: event.headers['x-slack-retry-num'] ?? null });
      return admission === 'later' ? answer(503) : accepted(request);
    } catch (error) {
      log('slack-not-queued', { error: error instanceof Error ? error.name : 'unknown' });
      return answer(503);
    }
  };
}

function accepted(request: SlackAct): HttpAnswer {
  // An empty answer closes a view; a command shows what it was, to its user alone.
  return request.type === 'command' ? answer(200, JSON.stringify({ response_type: 'ephemeral', text: '⏳' }), 'application/json') : answer(200);
}

function answer(statusCode: number, body = '', type = 'text/plain'): HttpAnswer {
  return { statusCode, headers: { 'content-type': type }, body };
}
