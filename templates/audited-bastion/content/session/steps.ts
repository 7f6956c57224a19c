import type { ApprovalRequest } from '../people/approval/record';
import { code } from '../people/slack/text';
import { taskId } from './identity';
import type { Step } from './next';
import type { Comparison, Session, SessionEvent } from './session';
import type { SessionsProps } from './sessions';
import { SESSION_WORDS } from './words';

/** Does one step of `nextStep`, and answers the session afterwards. It may die anywhere: then it is done again. */
export async function takeStep(props: SessionsProps, step: Step, session: Session, request: ApprovalRequest | undefined): Promise<Session> {
  const { store, approvals, requests, seats, teller, clock, approvers, compare, keep } = props;
  const { id } = session;
  const at = clock().toISOString();
  const words = SESSION_WORDS[approvers.language];
  const add = (event: SessionEvent) => store.add(id, event);
  switch (step.type) {
    case 'ask': {
      const { reason, minutes, operator, carriedBy } = session;
      const subject = { kind: 'session', sessionId: id, reason, timeLimitMinutes: minutes } as const;
      // An answer counts whenever it comes; the follow-up asks for it after a day.
      const involved = { operator, author: null, runner: null, ...(carriedBy !== null && { carriedBy }) };
      await approvals.ask({ id, subject, involved, validHours: null });
      return add({ type: 'requested', at });
    }
    case 'start': {
      await seats.start(step.seat);
      let after = session;
      for (const task of await seats.running(step.seat)) {
        await store.rememberTask(taskId(task), id);
        after = await add({ type: 'task-started', task, at });
      }
      return after;
    }
    case 'end':
      return add({ type: 'end', why: step.why, by: step.why === 'refused' ? request?.answer?.by ?? '' : 'bastion', at });
    case 'stop':
      await teller.tell(id, { kind: 'ended', key: 'ended', what: words.ends[session.ended!.why] });
      return (await stopTasks(props, session)) ? add({ type: 'emptied', at }) : session;
    case 'compare': {
      const comparison = await compare(session);
      await tellComparison(props, session, comparison);
      return add({ type: 'compared', comparison });
    }
    case 'withdraw': {
      const { outcome, record } = await requests.apply(id, { type: 'withdraw', by: 'bastion', reason: words.reasons.unused });
      await approvals.tellOutcome(record, outcome, 'bastion', 'unused', words.reasons.unused);
      return session;
    }
    case 'keep': {
      const manifest = await keep(session);
      await teller.tell(id, { kind: 'kept', key: manifest.key, what: `${code(manifest.key)} ${code(manifest.sha256)}` });
      return add({ type: 'kept', manifest });
    }
    default:
      throw new Error(`No step is called ${JSON.stringify(step satisfies never)}`);
  }
}

/** Stops what runs of a session; whether nothing does any more. */
async function stopTasks({ store, seats }: SessionsProps, { id, seat, tasks }: Session): Promise<boolean> {
  if (seat === null) {
    const running: string[] = [];
    for (const task of Object.keys(tasks)) if (await seats.isRunning(task)) running.push(task);
    for (const task of running) await seats.stopTask(task);
    return running.length === 0;
  }
  // It gave its seat back before: somebody else may sit there now.
  if ((await store.holderOf(seat)) !== id) return true;
  await seats.stop(seat);
  if ((await seats.running(seat)).length > 0) return false;
  await store.leaveSeat(id, seat);
  return true;
}

async function tellComparison({ teller }: SessionsProps, { id }: Session, { logins, both, onlyTranscript, doubtful, onlyHook, missing, cut }: Comparison): Promise<void> {
  // Compared again after a login that came late, it is told again.
  const key = String(logins.length);
  for (const each of missing) await teller.tell(id, { kind: 'transcript-missing', key: each, what: code(each), loud: true });
  for (const each of cut) await teller.tell(id, { kind: 'record-cut', key: each, what: code(each), loud: true });
  const unsure = doubtful.first.map(line => `? ${code(line)}`);
  if (onlyTranscript.count + onlyHook.count === 0) {
    const what = [doubtful.count > 0 ? `${both} ?${doubtful.count}` : String(both), ...unsure.slice(0, 15)].join('\n');
    if (missing.length + cut.length === 0) await teller.tell(id, { kind: 'same', key, what });
    return;
  }
  const lines = [...onlyTranscript.first.map(line => `− ${code(line)}`), ...onlyHook.first.map(line => `+ ${code(line)}`), ...unsure];
  const note = { onlyTranscript: { ...onlyTranscript }, doubtful: { ...doubtful }, onlyHook: { ...onlyHook } };
  await teller.tell(id, { kind: 'differs', key, what: `−${onlyTranscript.count} +${onlyHook.count} ?${doubtful.count}\n${lines.slice(0, 15).join('\n')}`, loud: onlyTranscript.count > 0, note });
}
