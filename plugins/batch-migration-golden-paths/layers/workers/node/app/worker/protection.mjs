/** ECS is asked again for tasks that stay busy, well before the protection ends. */
const RENEW_AFTER_MS = 5 * 60_000;
/** A task that is never idle lets go for a moment, so that ECS can scale in at all. */
const LET_GO_AFTER_MS = 60_000;

/**
 * Keeps ECS from stopping this task by scaling in or by a deployment while it
 * works. Retirement of the host and Spot do not ask: for these there is SIGTERM.
 */
export class Protection {
  #busy = 0;
  /** When it was last switched on; `null` while it is off. */
  #since = null;
  #renewed = 0;
  #turn = Promise.resolve();

  /**
   * @param agentUri `ECS_AGENT_URI`; without it, as on a laptop, nothing is asked
   */
  constructor({ agentUri, minutes, log, now = Date.now }) {
    this.agentUri = agentUri;
    this.minutes = minutes;
    this.log = log;
    this.now = now;
  }

  /** Before a message is begun. */
  hold() {
    this.#busy += 1;
    return this.#next(async () => {
      if (this.#since === null || this.now() - this.#renewed > RENEW_AFTER_MS) await this.#put(true);
    });
  }

  /** After a message, whatever became of it. */
  letGo() {
    this.#busy -= 1;
    return this.#next(async () => {
      if (this.#since !== null && this.now() - this.#since > LET_GO_AFTER_MS) await this.#release();
    });
  }

  /** Nothing came. Asking only then spares ECS two calls for every message. */
  idle() {
    return this.#next(() => this.#release());
  }

  async #release() {
    if (this.#busy === 0 && this.#since !== null) await this.#put(false);
  }

  /** One call after the other: on and off must not overtake each other. */
  #next(step) {
    this.#turn = this.#turn.then(step);
    return this.#turn;
  }

  /** A refusal is told and nothing else: a stop returns the message to the queue. */
  async #put(enabled) {
    if (!this.agentUri) return;
    try {
      const response = await fetch(`${this.agentUri}/task-protection/v1/state`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          ProtectionEnabled: enabled,
          ...(enabled ? { ExpiresInMinutes: this.minutes } : {}),
        }),
        signal: AbortSignal.timeout(5_000),
      });
      const { protection, failure, error } = await response.json();
      if (protection?.ProtectionEnabled !== enabled) {
        throw new Error(failure?.Reason ?? error?.Message ?? `the agent answered ${response.status}`);
      }
      this.#renewed = this.now();
      this.#since = enabled ? (this.#since ?? this.now()) : null;
    } catch (error) {
      this.log('protection', { enabled, error: error.message });
    }
  }
}
