import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Batch Migration: what is on the legacy servers, and how it is observed. */
  batchMigration?: {
    /**
     * IANA zone of crontabs that name none, for example `Asia/Tokyo`.
     * `UTC` where not given.
     */
    timezone?: string;

    /**
     * Types of roles beside those that ship with the product, for example
     * `metrics`. A role of another type counts, with a remark on its server.
     */
    roleTypes?: string[];

    /**
     * Ends of support that the plugin does not know, or that a contract moves.
     * They go before those of its own list and of the inventories.
     */
    endOfLife?: Array<{
      /** The beginning of the system's name: `Red Hat Enterprise Linux 6`. */
      system: string;
      /** `YYYY-MM-DD`. */
      date: string;
      /** Who says so; shown beside the date. */
      source: string;
    }>;

    /**
     * What things cost here. These prices go before the few that ship with the
     * plugin; what has no price has no known cost.
     */
    prices?: {
      /** ISO 4217; `USD` where not given. Prices that ship are in USD alone. */
      currency?: string;
      /** Where these prices are from; shown beside each amount. */
      source: string;
      /** `YYYY-MM-DD`: when they were read, or from when they hold. */
      date: string;
      /** By region, for example `ap-northeast-1`. */
      regions?: {
        [region: string]: {
          /** One vCPU of Fargate, Linux, for an hour. */
          fargateVcpuHour?: number;
          /** One GB of memory of Fargate, Linux, for an hour. */
          fargateGbHour?: number;
          /** An hour of an instance, by its type: `c3.xlarge`. */
          instanceHours?: { [instanceType: string]: number };
        };
      };
      /** A month of a server, all in, by `namespace/name`. */
      servers?: { [server: string]: number };
    };

    /**
     * Requirements that plans of this installation may take, beside those of
     * the library. One with an id of the library takes its place.
     */
    requirements?: Array<{
      /** Up to 100 letters, digits, dots and dashes; plans carry it. */
      id: string;
      /** What has to be so before a workload may move. */
      text: string;
      /** The same in Japanese; `text` where not given. */
      textJa?: string;
      /** Types of roles that it is proposed for; every type where not given. */
      roleTypes?: string[];
      /** How it is best checked. */
      check: 'probe' | 'attestation' | 'link';
    }>;

    cutover?: {
      /**
       * Which cutover steps take a second person, beside those whose plan asks
       * for one: `irreversible` (default), `always` or `never`.
       */
      secondPerson?: 'never' | 'irreversible' | 'always';
    };

    notifications?: {
      /**
       * In which language owners are told. Backstage keeps one text for all
       * who receive a notification. `en` by default.
       */
      language?: 'en' | 'ja';
      /** What owners are told of; everything where not given. */
      about?: Array<'danger' | 'deadline' | 'drift' | 'exemption'>;
      /** An owner gets no two messages within this time. 15 minutes where not given. */
      every?: HumanDuration | string;
      /** How many days before a date its owners are told. 14 where not given. */
      deadlineDays?: number;
      /**
       * Whether messages name workloads. An owner is told of their own alone,
       * but nobody can ask for the permissions of who receives a message: where
       * a policy keeps owners from reading what they own, set it to `false`;
       * messages count then. `true` where not given.
       */
      names?: boolean;
    };

    history?: {
      /**
       * Where the head of the history is kept outside the database. The log
       * alone where not given. See docs/history.md.
       */
      publish?: Array<
        | {
            /** A line `History head {…}` of the log. */
            type: 'log';
            /** At least a minute, 1 hour where not given; only what was written since. */
            every?: HumanDuration | string;
          }
        | {
            type: 'notification';
            /** Refs of users or groups. */
            recipients: string[];
            /** At least a minute, 1 day where not given. */
            every?: HumanDuration | string;
          }
        | {
            /** JSON, one head a line, appended; created for its owner alone. */
            type: 'file';
            /** A relative one starts where `app-config.yaml` lies. */
            path: string;
            /** At least a minute, 1 hour where not given. */
            every?: HumanDuration | string;
          }
        | {
            /** One object for each head; the AWS module writes it. */
            type: 's3';
            /** Twelve digits in quotes. */
            accountId: string;
            region: string;
            bucket: string;
            /** What the keys of the objects start with, for example `history/`. */
            prefix?: string;
            /** At least a minute, 1 hour where not given. */
            every?: HumanDuration | string;
          }
      >;
    };

    waves?: {
      /**
       * From so many days before its deadline a wave with work left is due,
       * and shown in red: a whole number from 0 to 365, 14 where not given.
       */
      warnDays?: number;
    };

    exemptions?: {
      /**
       * How many days ahead an exemption may end: a whole number from 1 to
       * 366, 90 where not given.
       */
      longestDays?: number;
    };

    owners?: {
      /**
       * Whether the authors of commits that changed a declared crontab are
       * proposed as its owners, by name. True by default.
       */
      gitHistory?: boolean;
    };

    /** What says what is on which server. Ids must differ. */
    inventories?: Array<
      | {
          /** Inventories in files, one folder a server. */
          type: 'files';
          /**
           * Folder; a relative one starts where `app-config.yaml` lies. Or a URL of
           * a folder that the integrations read, for example
           * `https://github.com/example/estate/tree/main/declared`.
           */
          target: string;
          /**
           * `captured` was read from a host and is an observation; `declared`
           * is written in Git and is intent.
           */
          role: 'captured' | 'declared';
          /** Stable id, stored with what was read. Made from role and target where not given. */
          id?: string;
          /** How long a capture counts. 7 days where not given. */
          freshness?: HumanDuration | string;
        }
      | {
          /** EC2, Auto Scaling, Elastic Beanstalk and Systems Manager; the AWS module reads it. */
          type: 'aws';
          /** Twelve digits. */
          accountId: string;
          region: string;
          /** How long a reading counts. A day where not given. */
          freshness?: HumanDuration | string;
          /** Tags that say what is a legacy server, and what people know of it. */
          tags?: {
            /** What has this tag is a legacy server. `batch-migration` where not given. */
            key?: string;
            /** Only with one of these values; with any where not given. At most 200. */
            values?: string[];
            /** Its value names the server. `batch-migration-server` where not given. */
            server?: string;
            /** Its value lists types of roles. `batch-migration-role` where not given. */
            role?: string;
            /** Its value names a group, or is a ref. `batch-migration-owner` where not given. */
            owner?: string;
          };
          /**
           * Reads crontabs of hosts with the agent of Systems Manager, by a document
           * that the AWS module ships. It executes on hosts: off where not given.
           */
          runCommand?: {
            /** Name of the document in the account, which must be ours unchanged. */
            document: string;
            /** Log group into which Systems Manager puts the output. */
            logGroup: string;
            /** How often each host is asked. A day where not given. */
            every?: HumanDuration | string;
            /** How many hosts are asked in one round, 1 to 50. 25 where not given. */
            hostsPerRound?: number;
          };
        }
    >;

    /** Targets that nobody linked, as modules find them. */
    targets?: {
      /** How often they are looked for, at least 10 minutes. 1 hour where not given. */
      findEvery?: HumanDuration | string;
    };

    aws?: {
      /** `live` asks AWS; `replay` reads recorded answers of the AWS CLI. `live` where not given. */
      mode?: 'live' | 'replay';
      /** Directory of the recordings, read by the AWS module; needed for `replay`. */
      recordings?: string;
    };

    replay?: {
      /**
       * ISO 8601 with offset. At the first start the plugin's now is this, and
       * runs on; the offset is kept in the database.
       */
      clock?: string;
    };

    observation?: {
      /** How often everything is looked at. 5 minutes where not given. */
      frequency?: HumanDuration | string;
      /** How long a probe's answer counts where the probe does not say. 30 minutes where not given. */
      freshness?: HumanDuration | string;
      /**
       * How often runs are read from their platforms of which a module brings
       * events; all others are read in every round. 30 minutes where not given.
       */
      reconcileEvery?: HumanDuration | string;
      /**
       * How far back logins and uses of on-demand tools count: for how often a
       * tool was used lately, and for what its uses met on their hosts. 28 days
       * where not given; at least a day, and no longer than runs are kept.
       */
      usesWithin?: HumanDuration | string;
      /** How long what was seen is kept; cleaned up once a day. */
      retention?: {
        /**
         * Runs; at least 90 days, 400 days where not given. Each location
         * keeps its newest ten, and what is still proving itself keeps all.
         */
        runs?: HumanDuration | string;
        /** What was seen and has changed since; at least 90 days, 400 days where not given. */
        observations?: HumanDuration | string;
        /** Each of the daily heartbeats, before they are drawn together. 30 days where not given. */
        heartbeats?: HumanDuration | string;
      };
    };

    removal?: {
      /**
       * If one answer would remove more than this share of what is known, from
       * 0 to 1, nothing is removed and the log says why. 0.3 by default.
       */
      maxShare?: number;
    };

    /**
     * How often one person, plugin or agent may make an expensive call in a
     * minute, on each replica; more is answered with 429 and `Retry-After`.
     * Requests and agents' tools count together.
     */
    limits?: {
      /** `POST /crontab/preview`. 60 where not given. */
      crontabPreview?: number;
      /** `POST /handover/preview`. 60 where not given. */
      handoverPreview?: number;
      /** `POST /golden-paths/preview`. 60 where not given. */
      goldenPathPreview?: number;
      /** `GET /export.csv`, `GET /plans/export` and logs of approvals. 10 where not given. */
      export?: number;
      /** `POST /refresh`. 30 where not given. */
      refresh?: number;
      /** `GET /forecast`. 120 where not given. */
      forecast?: number;
      /** `GET /servers/{namespace}/{name}/cost`. 120 where not given. */
      cost?: number;
      /** `GET /schedule/density`. 120 where not given. */
      density?: number;
      /** `GET /workloads/{id}/canary`. 120 where not given. */
      canary?: number;
      /** `GET /approvals`, one of them, and those of a workload. 120 where not given. */
      approvals?: number;
      /** `POST /workloads/{id}/sessions/{place}`. 10 where not given. */
      session?: number;
      /** `POST /plans/import`. 30 where not given. */
      planImport?: number;
    };

    captures?: {
      /** How long a capture counts that came through `POST /captures`. 7 days where not given. */
      freshness?: HumanDuration | string;
    };

    seed?: {
      /** Directory of plans that are loaded into an empty database, for demos. */
      plans?: string;
      /** File of counted days and dates of waves from before the portal was started, for demos. */
      history?: string;
    };
  };
}
