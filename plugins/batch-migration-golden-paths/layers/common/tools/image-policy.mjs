/**
 * Judges what a scan found in the image, by `image-policy.json`:
 *
 *   node tools/image-policy.mjs findings.json
 *
 * Ends with 0 where nothing stops, 1 where a finding does, 2 where the policy
 * or the findings cannot be read: what was not read is never good.
 */
import { appendFileSync, readFileSync } from 'node:fs';

const SEVERITIES = ['Negligible', 'Low', 'Medium', 'High', 'Critical'];
const MOST_DAYS = 180;
const DAY_MS = 86_400_000;

/** Every mistake in a policy, each with its place. */
export function policyProblems(policy, today) {
  const problems = [];
  if (!SEVERITIES.includes(policy?.failFrom)) problems.push(`failFrom must be one of ${SEVERITIES.join(', ')}`);
  if (typeof policy?.onlyWithFix !== 'boolean') problems.push('onlyWithFix must be true or false');
  if (!Array.isArray(policy?.accepted)) return [...problems, 'accepted must be a list'];
  policy.accepted.forEach((entry, index) => {
    const report = rule => problems.push(`accepted[${index}] ${rule}`);
    if (!/^[A-Za-z0-9.-]+$/.test(entry?.id ?? '')) report('must have the id of a finding, such as CVE-2026-12345');
    if (typeof entry?.package !== 'string' || entry.package === '') report('must name the package');
    if (typeof entry?.reason !== 'string' || entry.reason.trim().length < 20) {
      report('must have a reason that the one who reviews it can follow');
    }
    const until = dayOf(entry?.until);
    if (until === null) report('until must be a day such as 2027-01-31');
    else if (until - dayOf(today) > MOST_DAYS * DAY_MS) report(`until must be at most ${MOST_DAYS} days ahead`);
  });
  return problems;
}

/**
 * Reads the JSON of Grype.
 * @throws Error where it is none: an empty file must not read as "nothing found"
 */
export function readFindings(report) {
  if (!Array.isArray(report?.matches) || !report.source) throw new Error('these are no findings of a scan');
  return report.matches.map(({ vulnerability, relatedVulnerabilities, artifact }) => ({
    ids: [vulnerability.id, ...(relatedVulnerabilities ?? []).map(({ id }) => id)],
    severity: vulnerability.severity,
    package: artifact.name,
    version: artifact.version,
    fixes: vulnerability.fix?.versions ?? [],
    hasFix: vulnerability.fix?.state === 'fixed',
  }));
}

/** Which findings stop, which are only told, and which acceptances nothing needs any more. */
export function judge(findings, policy, today) {
  const used = new Set();
  const judged = findings.map(finding => {
    const rank = SEVERITIES.indexOf(finding.severity);
    if (rank >= 0 && rank < SEVERITIES.indexOf(policy.failFrom)) return { ...finding, verdict: 'told' };
    const acceptance = policy.accepted.find(
      entry => finding.ids.includes(entry.id) && entry.package === finding.package,
    );
    if (acceptance) used.add(acceptance);
    if (acceptance && dayOf(today) <= dayOf(acceptance.until)) {
      return { ...finding, verdict: 'accepted', note: `until ${acceptance.until}` };
    }
    if (policy.onlyWithFix && !finding.hasFix) return { ...finding, verdict: 'told', note: 'no fix yet' };
    return { ...finding, verdict: 'stops', note: acceptance ? `was accepted until ${acceptance.until}` : '' };
  });
  return {
    stops: judged.filter(({ verdict }) => verdict === 'stops'),
    accepted: judged.filter(({ verdict }) => verdict === 'accepted'),
    told: judged.filter(({ verdict }) => verdict === 'told'),
    unused: policy.accepted.filter(entry => !used.has(entry)),
  };
}

/** The verdict in Markdown, which is as readable in a log. */
export function reportOf({ stops, accepted, told, unused }) {
  const rows = [...stops, ...accepted].map(finding =>
    [finding.verdict, finding.ids[0], finding.severity, finding.package, finding.version, finding.fixes.join(', ') || 'none', finding.note ?? ''].map(cell).join(' | '),
  );
  return [
    `${stops.length} stop, ${accepted.length} accepted, ${told.length} only told.`,
    ...(rows.length > 0
      ? ['', '| Verdict | Finding | Severity | Package | Version | Fixed in | |', '| --- | --- | --- | --- | --- | --- | --- |', ...rows.map(row => `| ${row} |`)]
      : []),
    ...unused.map(({ id, package: name }) => `\nNothing needs the acceptance of ${cell(id)} in ${cell(name)} any more: remove it.`),
    ...(stops.length > 0 ? ['\nWhat to do: docs/image.md.'] : []),
    '',
  ].join('\n');
}

/** Names come from packages, so from anybody. */
function cell(text) {
  return String(text).replace(/[^\x20-\x7e]/g, '?').replace(/[\\`*_{}[\]()<>|#@$~&]/g, character => `\\${character}`);
}

function dayOf(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? '')) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  // 2027-02-30 would else be a day of March.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : time;
}

function main([findingsFile]) {
  const today = new Date().toISOString().slice(0, 10);
  try {
    const policy = JSON.parse(readFileSync(new URL('../image-policy.json', import.meta.url), 'utf8'));
    const problems = policyProblems(policy, today);
    if (problems.length > 0) throw new Error(`image-policy.json:\n${problems.join('\n')}`);
    const verdict = judge(readFindings(JSON.parse(readFileSync(findingsFile, 'utf8'))), policy, today);
    const report = reportOf(verdict);
    console.log(report);
    if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, report);
    return verdict.stops.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(`The image could not be judged: ${error.message}`);
    return 2;
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = main(process.argv.slice(2));
