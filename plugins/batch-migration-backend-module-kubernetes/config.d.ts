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
        /**
         * Who asks it in `live`: `url` asks the address below with the token;
         * `kubernetes-plugin` goes through Backstage's Kubernetes backend, by
         * the name that the cluster has there. `url` where not given.
         */
        via?: 'url' | 'kubernetes-plugin';
        /** Address of the API server; needed for `live` and `via: url`. */
        url?: string;
        /**
         * Token of a service account that may read.
         * @visibility secret
         */
        token?: string;
        /** Zone of CronJobs that name none, which is that of the controller manager. `UTC` where not given. */
        timezone?: string;
        /**
         * Namespaces in which CronJobs and Deployments are looked for that
         * nobody linked, and proposed. None where not given.
         */
        findTargets?: string[];
      }>;
    };
  };
}
