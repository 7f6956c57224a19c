import type { HumanDuration } from '@backstage/types';

export interface Config {
  batchMigration?: {
    /** Of `type: aws`: the legacy servers of one account and region. */
    inventories?: Array<{
      /** How long a reading counts. A day where not given, for `type: aws`. */
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
       * that this package ships. It executes on hosts: off where not given.
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
    }>;
    aws?: {
      /** `live` asks AWS; `replay` reads recorded answers of the AWS CLI. `live` where not given. */
      mode?: 'live' | 'replay';
      /**
       * Directory of the recordings; needed for `replay`. A relative one
       * starts in the working directory, else where `app-config.yaml` lies.
       */
      recordings?: string;
      /**
       * Accounts that may be asked, twelve digits in quotes. All for which
       * there are credentials where not given.
       */
      accounts?: string[];
      /** Regions that may be asked. All where not given. */
      regions?: string[];
      /** Address of an AWS emulator, used for every service when `live`. */
      endpoint?: string;
      /**
       * Accounts and regions in which targets are looked for that nobody
       * linked. Where not given: every account of `accounts` in every region
       * of `regions`, or what is recorded for `replay`.
       */
      findTargets?: Array<{
        /** Twelve digits in quotes. */
        accountId: string;
        region: string;
      }>;
      /** Logs of cron that hosts ship to CloudWatch Logs: the runs of the old side. */
      cronLogs?: Array<{
        /** Ref or name of the server whose log it is. */
        server: string;
        /**
         * The host's own name as its captures have it, or that of the member
         * of a group; the name of the server where not given.
         */
        host?: string;
        /** Twelve digits in quotes. */
        accountId: string;
        region: string;
        /** Log group that holds lines of syslog as the host wrote them. */
        logGroup: string;
        /** Beginning of the names of the host's log streams; all streams where not given. */
        logStreamPrefix?: string;
        /**
         * IANA zone of the host's clock, for lines that name none;
         * `batchMigration.timezone` where not given.
         */
        timezone?: string;
      }>;
      /** Runs as events of EventBridge. Without it they are only polled. */
      events?: {
        /**
         * Address of the queue of SQS into which a rule of EventBridge puts
         * status changes of Step Functions executions and ECS tasks.
         */
        queueUrl?: string;
        /** Region of the queue, where its address does not name it. */
        region?: string;
        /** Directory of recorded events, one in each JSON file, for `replay`. */
        recordings?: string;
      };
    };
  };
}
