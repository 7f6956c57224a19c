import type {
  ReconciliationReport,
  UnapprovedChange,
  UndecidedChange,
} from './model';
import {
  countOf,
  fieldsOf,
  instantOf,
  jsonOf,
  listOf,
  maskedOf,
  oneOf,
  orNull,
  textOf,
  Unreadable,
} from './parse';

const VERSION = 1;

/**
 * One report as its account stores it.
 *
 * @param body - JSON
 * @throws Unreadable naming the field, and never its value
 */
export function readReconciliation(body: unknown): ReconciliationReport {
  const report = fieldsOf(jsonOf(body, 'body'), 'body');
  if (report.version !== VERSION) {
    throw new Unreadable(`version is not ${VERSION}`);
  }
  const scope = fieldsOf(report.scope, 'scope');
  if (typeof scope.builds !== 'boolean') {
    throw new Unreadable('scope.builds is neither true nor false');
  }
  return {
    at: instantOf(report.at, 'at'),
    from: instantOf(report.from, 'from'),
    until: instantOf(report.until, 'until'),
    scope: {
      builds: scope.builds,
      databaseSessions: orNull(scope.databaseSessions, given => ({
        logGroup: textOf(
          fieldsOf(given, 'scope.databaseSessions').logGroup,
          'scope.databaseSessions.logGroup',
        ),
      })),
    },
    changes: countOf(report.changes, 'changes'),
    approved: countOf(report.approved, 'approved'),
    unapproved: listOf(report.unapproved, 'unapproved', unapprovedOf),
    unknown: listOf(report.unknown, 'unknown', undecidedOf),
    leftOut: leftOutOf(report.leftOut),
  };
}

function leftOutOf(stored: unknown): ReconciliationReport['leftOut'] {
  if (stored === undefined) return { unapproved: 0, unknown: 0 };
  const { unapproved, unknown } = fieldsOf(stored, 'leftOut');
  return {
    unapproved: countOf(unapproved, 'leftOut.unapproved'),
    unknown: countOf(unknown, 'leftOut.unknown'),
  };
}

function unapprovedOf(stored: unknown, name: string): UnapprovedChange {
  const change = fieldsOf(stored, name);
  return {
    ...undecidedOf(stored, name),
    by: maskedOf(change.by, `${name}.by`),
  };
}

function undecidedOf(stored: unknown, name: string): UndecidedChange {
  const change = fieldsOf(stored, name);
  return {
    what: oneOf(change.what, ['build', 'session'], `${name}.what`),
    id: textOf(change.id, `${name}.id`),
    at: instantOf(change.at, `${name}.at`),
    reason: maskedOf(change.reason, `${name}.reason`),
  };
}
