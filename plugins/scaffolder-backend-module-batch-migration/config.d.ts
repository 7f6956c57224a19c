export interface Config {
  batchMigration?: {
    repositories?: {
      /**
       * Where the golden paths publish. `local`, this machine, where not
       * given; `github` and `gitlab` need the section of that name. All
       * sections are places where upgrades find repositories.
       */
      host?: 'local' | 'github' | 'gitlab';
      /**
       * Folder under which the golden paths publish local git repositories,
       * one folder each. Relative paths start at the folder that holds
       * `app-config.yaml`. `./.data/repositories` where not given; the catalog
       * reads them only where it is.
       */
      directory?: string;
      /** Credentials are those of `integrations.github` for the same host. */
      github?: {
        /** `github.com` where not given. */
        host?: string;
        /** Organisation, or user. */
        owner: string;
        /** `private` where not given. `internal` needs GitHub Enterprise. */
        visibility?: 'private' | 'internal';
        /**
         * Reviews that `main` asks for, a code owner's among them. 1 where not
         * given; 0 leaves `main` unprotected.
         */
        approvals?: number;
      };
      /** Credentials are those of `integrations.gitlab` for the same host. */
      gitlab?: {
        /** `gitlab.com` where not given. */
        host?: string;
        /** Path of a group, subgroups included. */
        group: string;
        /** `private` where not given. */
        visibility?: 'private' | 'internal';
      };
    };
  };
}
