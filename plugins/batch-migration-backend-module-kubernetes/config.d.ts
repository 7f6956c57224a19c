export interface Config {
  batchMigration?: {
    kubernetes?: {
      /** `live` asks the clusters; `replay` reads recorded answers of `kubectl`. `live` where not given. */
      mode?: 'live' | 'replay';
      /** Directory of the recordings; needed for `replay`. Relative to the working directory. */
      recordings?: string;
      /** Clusters that may be asked, by the name that refs use. */
      clusters?: Array<{
        name: string;
        /** Address of the API server; needed for `live`. */
        url?: string;
        /**
         * Token of a service account that may read.
         * @visibility secret
         */
        token?: string;
        /** Zone of CronJobs that name none, which is that of the controller manager. `UTC` where not given. */
        timezone?: string;
      }>;
    };
  };
}
