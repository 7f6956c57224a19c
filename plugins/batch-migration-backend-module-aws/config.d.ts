export interface Config {
  batchMigration?: {
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
      /**
       * Tables in which the golden paths `data-patch-pipeline` and
       * `audited-bastion` keep who asked and who approved. They are read.
       */
      approvals?: Array<{
        /** Of the repository and its stack. */
        name: string;
        /** For people; `name` where not given. */
        title?: string;
        /** Twelve digits in quotes. */
        accountId: string;
        region: string;
        /** The output `RequestsTable` of the stack. */
        table: string;
        /** Project of CodeBuild that runs patches; `name` where not given. */
        project?: string;
        /**
         * The output `EvidenceBucket`: logs of patches are read there. Those
         * that CodeBuild keeps where not given.
         */
        evidenceBucket?: string;
        /**
         * The output `SessionsUrl` of a bastion: people ask for sessions from
         * the portal. They cannot where not given.
         */
        sessionsUrl?: string;
        /** Workspace, for links into threads: `https://example.slack.com`. */
        slackUrl?: string;
        /**
         * `followUp.afterHours` of approvers.yaml, for requests that do not
         * say it: those of a golden path of before. Whether somebody heard of
         * them is not known where not given.
         */
        alertAfterHours?: number;
      }>;
      /**
       * Whether tables of requests are also found by the tag
       * `batch-migration:approvals`, where `findTargets` looks; those that
       * `approvals` lists count. False where not given: whoever may tag may
       * then show the portal a table.
       */
      findApprovals?: boolean;
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
