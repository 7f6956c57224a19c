import type { Clock } from '../people/clock';
import type { Login, Session } from '../session/session';

export interface SweepProps {
  open(): Promise<Session[]>;
  look(session: Session): Promise<void>;
  sweep(): Promise<void>;
  lookUp(from: Date): Promise<Login[]>;
  login(login: Login): Promise<void>;
  /** Why no login would be heard of; `null` where a trail logs them. */
  whyNoTrail(): Promise<string | null>;
  /** Told once for each key. */
  tellNoTrail(why: string, key: string): Promise<void>;
  clock: Clock;
}

/** CloudTrail tells most calls within a quarter of an hour; now and then this overlaps with what was seen. */
const LOOKED_BACK_MS = 45 * 60_000;

/** What no event tells, and what a lost one should have told. */
export function sweeper({ open, look, sweep, lookUp, login, whyNoTrail, tellNoTrail, clock }: SweepProps) {
  return async (): Promise<void> => {
    const failed: string[] = [];
    const attempt = (what: string, work: () => Promise<unknown>) => work().catch(error => failed.push(`${what}: ${error}`));
    for (const session of await open()) {
      // Without a seat it sits in the task of another one, which is looked at.
      if (session.seat !== null) await attempt(session.id, () => look(session));
    }
    await attempt('sessions', sweep);
    await attempt('logins', async () => {
      for (const each of await lookUp(new Date(clock().getTime() - LOOKED_BACK_MS))) await login(each);
    });
    await attempt('trail', async () => {
      const why = await whyNoTrail();
      // Again every day, until one logs.
      if (why !== null) await tellNoTrail(why, clock().toISOString().slice(0, 10));
    });
    // The alarm of the function tells it; the next sweep tries all of it again.
    if (failed.length > 0) throw new Error(`The sweep left out ${failed.join('; ')}`);
  };
}
