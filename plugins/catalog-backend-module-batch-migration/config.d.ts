export interface Config {
  batchMigration?: {
    repositories?: {
      /**
       * Folder in which golden paths leave local git repositories. Their
       * `catalog-info.yaml` files are read into the catalog. Nothing is read
       * where it is not set.
       */
      directory?: string;
    };
    removal?: {
      /**
       * If one answer would remove more than this share of what is known, from
       * 0 to 1, nothing is removed and the log says why. 0.3 by default.
       */
      maxShare?: number;
    };
    catalog?: {
      /**
       * How often servers, roles and local repositories are brought into the
       * catalog: an object such as `{ seconds: 10 }` (the default) or an ISO
       * duration.
       */
      frequency?: object | string;
    };
  };
}
