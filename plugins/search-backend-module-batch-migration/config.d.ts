export interface Config {
  search?: {
    collators?: {
      batchMigration?: {
        /**
         * How often all workloads are read into the index: `frequency`,
         * `timeout` and `initialDelay` as of every collator. Every 10 minutes
         * by default.
         */
        schedule?: object;
        /**
         * Path of a workload's page, with `:id` for the workload, where the
         * pages are mounted elsewhere than below `/batch-migration`.
         */
        location?: string;
      };
    };
  };
}
