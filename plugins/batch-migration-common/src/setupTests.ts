if (process.env.BATCH_MIGRATION_TEST_FULL) {
  jest.setTimeout(30 * 60_000);
}
