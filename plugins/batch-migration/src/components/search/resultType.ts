/** Of documents that the search module indexes. */
export const WORKLOAD_RESULT_TYPE = 'batch-migration-workload';
