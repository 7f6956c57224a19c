// Only tests import this file, so it is no part of the package.
/* eslint-disable @backstage/no-undeclared-imports */
import {
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';

/** Newest first; the first one that the environment offers is used. */
const POSTGRES_VERSIONS = ['18', '17', '16', '15', '14'] as const;

/**
 * SQLite, and the PostgreSQL of the environment. Call it once in the body of
 * a `describe` or of a test file.
 *
 * @throws Error where PostgreSQL is required and not there: never skipped in silence.
 */
export function testDatabases(): TestDatabases {
  const version = POSTGRES_VERSIONS.find(
    candidate => process.env[connectionVariable(candidate)],
  );
  if (!version && process.env.BATCH_MIGRATION_REQUIRE_POSTGRES === '1') {
    throw new Error(
      `PostgreSQL is required; set one of ${POSTGRES_VERSIONS.map(
        connectionVariable,
      ).join(', ')}`,
    );
  }
  const ids: TestDatabaseId[] = ['SQLITE_3'];
  if (version) ids.push(`POSTGRES_${version}`);
  return TestDatabases.create({ ids });
}

function connectionVariable(version: string): string {
  return `BACKSTAGE_TEST_DATABASE_POSTGRES${version}_CONNECTION_STRING`;
}
