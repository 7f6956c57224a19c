/** Where a reading differs from a corpus's index and key, each with its explanation or `null`. */

const EXPLAINED_VERDICT =
  'the index gives no verdict: the file must be rendered first';

/** Of a file whose kind the index gives no more than a number of jobs. */
export function compareJobs(jobs, row) {
  return jobs === row.jobs
    ? []
    : [{ what: `jobs: read ${jobs}, index ${row.jobs}`, explanation: null }];
}

/** @returns {Array<{ what: string, explanation: string | null }>} */
export function compareWithIndex(parsed, row) {
  const differences = [];
  const add = (what, explanation = null) =>
    differences.push({ what, explanation });
  const enabled = parsed.jobs.filter(job => job.enabled).length;
  const disabled = parsed.jobs.length - enabled;
  const counts = [
    ['jobs', enabled, row.jobs],
    ['settings', parsed.environment.length, row.settings],
    ['commented-out jobs', disabled, row.disabledJobs],
  ];
  for (const [what, ours, theirs] of counts) {
    if (ours === theirs) continue;
    const placeholders = unreadablePlaceholders(parsed);
    const explained =
      what === 'jobs' && placeholders > 0 && theirs - ours === placeholders;
    add(
      `${what}: read ${ours}, index ${theirs}`,
      explained
        ? `${placeholders} line(s) hold a template's placeholder in the schedule, which the index counts and cron refuses`
        : null,
    );
  }
  const { verdict } = row;
  if (verdict.startsWith('n/a')) {
    if (!parsed.fileVerdict.accepted) {
      add('file verdict: ignored as it stands', EXPLAINED_VERDICT);
    }
  } else {
    differences.push(...compareVerdict(parsed, verdict, 'index'));
  }
  return differences;
}

function unreadablePlaceholders({ issues, lines }) {
  return issues.filter(
    ({ code, line }) =>
      code === 'template-placeholder' && lines[line - 1] === 'unreadable',
  ).length;
}

function compareVerdict({ fileVerdict, issues }, verdict, source) {
  const accepted = verdict === 'ok';
  if (accepted !== fileVerdict.accepted) {
    return [
      {
        what: `file verdict: ${
          fileVerdict.accepted ? 'accepted' : fileVerdict.reason
        }; ${source}: ${verdict}`,
        explanation: null,
      },
    ];
  }
  const line = Number(/\bline (\d+)/.exec(verdict)?.[1]);
  const reported = issues.some(
    issue => issue.severity === 'error' && issue.line === line,
  );
  return line && !reported
    ? [
        {
          what: `file verdict: ${source} blames line ${line}, which has no error here`,
          explanation: null,
        },
      ]
    : [];
}

/** `parsed` as Debian reads the file, `cronieJobs` as cronie does, both with the zone `UTC`. */
export function compareWithKey(parsed, cronieJobs, key, bothMustMatch) {
  const differences = compareVerdict(parsed, key.file_verdict_debian, 'key');
  const check = (where, ours, theirs) => {
    if (stable(ours) === stable(theirs)) return;
    differences.push({
      what: `${where}: read ${JSON.stringify(ours)}, key ${JSON.stringify(
        theirs,
      )}`,
      explanation: null,
    });
  };
  check('settings', parsed.environment, key.env_assignments);
  check(
    'lines that are no jobs',
    linesOfKind(parsed, 'unreadable'),
    key.not_jobs.map(({ line }) => line),
  );
  check(
    'lines of commented-out jobs',
    linesOfKind(parsed, 'disabled-job'),
    key.commented_out_job_lines ?? [],
  );
  const enabled = parsed.jobs.filter(job => job.enabled);
  check(
    'lines of jobs',
    enabled.map(({ line }) => line),
    key.jobs.map(({ line }) => line),
  );
  const keyed = new Map(key.jobs.map(job => [job.line, job]));
  const zones = new Map(cronieJobs.map(job => [job.line, job.timezone]));
  for (const job of enabled) {
    const expected = keyed.get(job.line);
    if (!expected) continue;
    const at = name => `line ${job.line}, ${name}`;
    check(at('schedule'), job.fields, expected.schedule);
    check(at('user'), job.user, expected.user ?? null);
    check(
      at('command'),
      job.command,
      `${expected.command_leading_blanks ?? ''}${expected.command}`,
    );
    check(at('standard input'), job.stdin, expected.stdin);
    check(at('environment'), job.environment, expected.env);
    check(at('days'), daysOf(job, bothMustMatch), expected.days);
    check(
      at('zone on Debian'),
      nameZone(job.timezone),
      expected.timezone.debian_schedule,
    );
    // cronie drops an unterminated line; the key gives what it would be.
    if (!expected.unterminated_line || zones.has(job.line)) {
      check(
        at('zone on cronie'),
        nameZone(zones.get(job.line)),
        expected.timezone.cronie_schedule,
      );
    }
  }
  return differences;
}

function linesOfKind({ lines }, kind) {
  return lines.flatMap((each, i) => (each === kind ? [i + 1] : []));
}

function nameZone(zone) {
  return zone === 'UTC' ? 'system' : zone;
}

/** Whether both day fields must match; `null` for an @word. */
function daysOf({ fields }, bothMustMatch) {
  if (fields.length !== 5) return null;
  return bothMustMatch(fields) ? 'and' : 'or';
}

/** JSON that does not depend on the order of names. */
function stable(value) {
  return JSON.stringify(value, (_, each) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort())
      : each,
  );
}
