// The machines that run this have few and busy cores.
jest.setTimeout(process.env.BATCH_MIGRATION_TEST_FULL ? 30 * 60_000 : 60_000);
