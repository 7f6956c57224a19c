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
