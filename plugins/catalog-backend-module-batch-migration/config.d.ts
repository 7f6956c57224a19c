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
