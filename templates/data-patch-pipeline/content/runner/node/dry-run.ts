/** Loaded before a Node patch by `node --require`, and only in a dry run; see docs/patches.md. */
import { readFileSync } from 'node:fs';
import { guardDrivers } from './drivers';
import { blockOutside } from './outside';
import { Report } from './report';
import type { Plan } from './transaction';

const plan = JSON.parse(readFileSync(process.env.PATCH_PLAN ?? '', 'utf8')) as Plan;
const report = new Report(process.env.PATCH_REPORT ?? '');
const { drivers, conclude } = guardDrivers(plan, report);
process.on('exit', code => {
  if (drivers.length > 0) conclude();
  report.write(code);
});

if (drivers.length === 0) {
  report.failed('The application has neither pg nor mysql2, so nothing can be rolled back: say dryRun.unavailable');
  process.exit(1);
}
report.note(`guarded connections: ${drivers.join(', ')}; a second copy of a driver is not`);
if (plan.verify) report.note(`${plan.verify} did not run: another process does not see what is not committed`);
blockOutside(plan.allowedHosts, report);
