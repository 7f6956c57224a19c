/** A job that works from the first commit: it says which tick it runs for. */
export function greeting(environment) {
  const job = environment.JOB_NAME ?? 'a job';
  const tick = environment.SCHEDULED_TIME ?? 'no schedule (started by hand)';
  return `Hello from ${job}, for ${tick}`;
}

if (process.argv[1] === import.meta.filename) {
  console.log(greeting(process.env));
}
