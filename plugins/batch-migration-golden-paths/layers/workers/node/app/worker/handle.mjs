/**
 * The work of one message: put yours here.
 *
 * - Throw where it could not be done: the message comes again, and goes to the
 *   dead letters when it failed too often.
 * - The same `key` may come twice. Make the second time harmless: write with a
 *   condition on the key (`INSERT … ON CONFLICT DO NOTHING`, `attribute_not_exists`).
 * - `signal` is aborted when the task is stopped or the message took too long:
 *   pass it to `fetch` and the like, and stop.
 */
export async function handle({ key, body }) {
  const { name } = JSON.parse(body);
  if (typeof name !== 'string') throw new Error('a message needs a name');
  console.log(JSON.stringify({ event: 'greeted', key, greeting: `Hello, ${name}` }));
}
