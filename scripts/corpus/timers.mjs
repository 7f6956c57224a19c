/** Where a reading of a systemd timer differs from a corpus's index and key. */

/** `owner__repository__name@.timer` is the timer `name@.timer`. */
export function unitOf(file) {
  return file.slice(
    file.lastIndexOf('__') < 0 ? 0 : file.lastIndexOf('__') + 2,
  );
}

/** @returns {Array<{ what: string, explanation: string | null }>} */
export function compareTimer({ job, lines }, text, row, key) {
  const triggers = job?.triggers ?? [];
  const differences = [];
  const add = (what, explanation = null) =>
    differences.push({ what, explanation });
  const jobs = job ? 1 : 0;
  if (jobs !== row.jobs) {
    add(
      `jobs: read ${jobs}, index ${row.jobs}`,
      row.jobs === triggers.length
        ? 'the index counts triggers; they all start the one job of the timer'
        : null,
    );
  }
  const written =
    text.split(/\r\n|\n|\r/).length - (/[\r\n]$/.test(text) ? 1 : 0);
  const count = text === '' ? 0 : written;
  if (lines.length !== count) {
    add(`lines: accounted for ${lines.length} of ${count}`);
  }
  for (const expected of key?.jobs ?? []) {
    const wanted = [expected.schedule].flat().join(' ');
    const found = triggers.some(
      ({ setting, scheduleSpec: { expression } }) =>
        expression === wanted || `${setting}=${expression}` === wanted,
    );
    if (!found) add(`key has the schedule ${wanted}, which was not read`);
  }
  return differences;
}
