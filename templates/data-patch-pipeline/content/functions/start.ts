import type { Identity } from '../people/approval/approvers';
import { answer, type HttpAnswer, type IamEvent, readCall } from '../people/iam/calls';
import type { Started } from '../runs/starting';
import { unlessGitHub } from './ask';

export interface StartProps {
  start(id: string, by: Identity, carriedBy: string | null): Promise<Started>;
  /** The role of the portal: it may start for somebody else, whom it has signed in. */
  portalRole: string | null;
}

/** Starts a run; the only function whose role may start builds. */
export function startHandler({ start, portalRole }: StartProps) {
  return async (event: IamEvent): Promise<HttpAnswer> => {
    const call = readCall(event, portalRole);
    if ('statusCode' in call) return call;
    const { run } = call.body;
    if (typeof run !== 'string') return answer(400, { error: 'run must be the id of a run' });
    const started = await start(run, call.caller, call.carriedBy).catch(unlessGitHub);
    return 'refused' in started ? answer(409, { error: started.refused }) : answer(200, started);
  };
}
