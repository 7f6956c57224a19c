import { setTimeout as pause } from 'node:timers/promises';

const RETRY_SECONDS_MAX = 900;

/**
 * Takes messages from a queue until it is told to stop, and then finishes or
 * returns what it has. SQS delivers at least once: `handle` may meet a message
 * again, and recognizes it by its key.
 */
export class Poller {
  #stopping = false;
  #told = Promise.withResolvers();
  #working = new Map();
  #failedReceives = 0;

  /**
   * @param queue receives, deletes and hides messages
   * @param handle does the work of one message; throws where it could not be done
   */
  constructor({ queue, handle, protection, settings, log }) {
    Object.assign(this, { queue, handle, protection, settings, log });
  }

  /** Ends once `stop` was called and every message was finished or returned. */
  async run() {
    while (!this.#stopping) {
      const room = this.settings.messagesAtOnce - this.#working.size;
      if (room <= 0) {
        await Promise.race([this.#told.promise, ...[...this.#working.values()].map(({ done }) => done)]);
        continue;
      }
      const messages = await this.#receive(room);
      if (messages.length === 0) await this.protection.idle();
      for (const message of messages) {
        if (this.#stopping) await this.#giveBack(message);
        else this.#start(message);
      }
    }
    await this.#finish();
  }

  /**
   * Stops asking for messages. The receive that is under way is waited for: SQS
   * may have answered it already, and those messages would be hidden for nothing.
   */
  stop() {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#told.resolve();
    this.deadline = Date.now() + this.settings.graceSeconds * 1000;
    this.log('stopping', { working: this.#working.size });
  }

  async #receive(room) {
    try {
      const messages = await this.queue.receive(room);
      this.#failedReceives = 0;
      return messages;
    } catch (error) {
      this.log('receive-failed', { error: error.message });
      this.#failedReceives += 1;
      await pause(Math.min(2 ** this.#failedReceives, 30) * 1000 * Math.random());
      return [];
    }
  }

  #start(message) {
    const abort = new AbortController();
    const work = { message, abort, returned: false };
    work.done = this.#work(work).finally(() => this.#working.delete(message.receipt));
    this.#working.set(message.receipt, work);
  }

  async #work(work) {
    const { message, abort } = work;
    await this.protection.hold();
    const stopHeart = this.#beat(work);
    const limit = setTimeout(
      () => abort.abort(new Error(`took longer than ${this.settings.maxProcessingSeconds} s`)),
      this.settings.maxProcessingSeconds * 1000,
    );
    try {
      await Promise.race([this.handle({ ...message, signal: abort.signal }), aborted(abort.signal)]);
      stopHeart();
      if (!work.returned) await this.queue.delete(message);
    } catch (error) {
      stopHeart();
      if (!work.returned) await this.#failed(message, error);
    } finally {
      clearTimeout(limit);
      await this.protection.letGo();
    }
  }

  /** Prolongs the time for which the message is hidden, three times before it ends. */
  #beat({ message }) {
    if (!this.settings.heartbeat) return () => {};
    const { visibilitySeconds } = this.settings;
    const timer = setInterval(
      () =>
        this.queue
          .hide(message, visibilitySeconds)
          .catch(error => this.log('heartbeat-failed', { id: message.id, error: error.message })),
      (visibilitySeconds * 1000) / 3,
    );
    return () => clearInterval(timer);
  }

  /** It comes again later; the queue gives up on it after its own number of receives. */
  async #failed(message, error) {
    const seconds = Math.min(this.settings.retrySeconds * 2 ** (message.receives - 1), RETRY_SECONDS_MAX);
    this.log('failed', { id: message.id, receives: message.receives, again: seconds, error: error.message });
    await this.queue.hide(message, Math.round(seconds)).catch(reason => {
      this.log('hide-failed', { id: message.id, error: reason.message });
    });
  }

  /** What is not finished in time goes back, at once, to whoever asks next. */
  async #finish() {
    const all = Promise.all([...this.#working.values()].map(({ done }) => done));
    const left = Math.max(this.deadline - Date.now(), 0);
    const late = Symbol('late');
    const first = await Promise.race([all, pause(left, late, { ref: true })]);
    if (first !== late) return;
    const unfinished = [...this.#working.values()];
    await Promise.all(
      unfinished.map(async work => {
        work.returned = true;
        work.abort.abort(new Error('the task is stopped'));
        await this.#giveBack(work.message);
      }),
    );
  }

  async #giveBack(message) {
    this.log('returned', { id: message.id });
    await this.queue.hide(message, 0).catch(error => {
      this.log('return-failed', { id: message.id, error: error.message });
    });
  }
}

function aborted(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
