export interface Config {
  batchMigration?: {
    repositories?: {
      /**
       * Folder under which the golden paths publish local git repositories,
       * one folder each. Relative paths start at the folder that holds
       * `app-config.yaml`. `./.data/repositories` where not given; the catalog
       * reads them only where it is.
       */
      directory?: string;
    };
  };
}
