// Only tests import this file, so it is no part of the package.
/* eslint-disable @backstage/no-undeclared-imports, @backstage/no-forbidden-package-imports */
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  type CreateScheduleCommandInput,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  MOTO_ACCOUNT,
  motoCredentials,
  startMoto,
} from 'backstage-plugin-batch-migration-backend-module-aws/src/testMoto';
import type { JobPlatform } from './emulatedJob';
import { REGION, startWorld } from './testWorld';

const DAY_MS = 86_400_000;

/** Ends well, unless its input asks it to fail. */
const DEFINITION = {
  StartAt: 'How',
  States: {
    How: {
      Type: 'Choice',
      Choices: [{ Variable: '$.fails', BooleanEquals: true, Next: 'Fails' }],
      Default: 'Ends',
    },
    Ends: { Type: 'Pass', End: true },
    Fails: { Type: 'Fail', Error: 'JobFailed', Cause: 'The test wants it' },
  },
};

/**
 * The job `digest` in a moto_server, which is not AWS in this: its schedules
 * start nothing, so the test starts the state machine for each tick, as the
 * schedule's input would; executions start at the machine's time and not at
 * the story's, which begins at the next midnight; it refuses nobody; and it runs
 * a state machine once only, so that each run has one that is made anew.
 */
export async function startJobOnMoto(): Promise<JobPlatform> {
  const moto = await startMoto();
  try {
    return await startJob(moto);
  } catch (error) {
    moto.stop();
    throw error;
  }
}

async function startJob(
  moto: Awaited<ReturnType<typeof startMoto>>,
): Promise<JobPlatform> {
  const { endpoint } = moto;
  // Executions would else go on for ever.
  await fetch(`${endpoint}/moto-api/config`, {
    method: 'POST',
    body: JSON.stringify({ stepfunctions: { execute_state_machine: true } }),
  });
  const settings = { endpoint, region: REGION, credentials: motoCredentials };
  const scheduler = new SchedulerClient(settings);
  const sfn = new SFNClient(settings);
  const RoleArn = `arn:aws:iam::${MOTO_ACCOUNT}:role/scheduler`;
  const createStateMachine = () =>
    sfn.send(
      new CreateStateMachineCommand({
        name: 'digest',
        roleArn: RoleArn,
        definition: JSON.stringify(DEFINITION),
      }),
    );
  const { stateMachineArn } = await createStateMachine();
  await scheduler.send(new CreateScheduleGroupCommand({ Name: 'news' }));

  const midnight = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
  const world = await startWorld({
    now: new Date(midnight).toISOString(),
    config: {
      aws: {
        accounts: [
          {
            accountId: MOTO_ACCOUNT,
            accessKeyId: 'test',
            secretAccessKey: 'test',
          },
        ],
      },
      batchMigration: { aws: { mode: 'live', endpoint } },
    },
  });

  const start = async (scheduledTime: Date, fails: boolean) => {
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await createStateMachine();
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({
        stateMachineArn,
        name: scheduledTime.toISOString().replace(/[-:.]/g, ''),
        input: JSON.stringify({
          scheduleArn: `arn:aws:scheduler:${REGION}:${MOTO_ACCOUNT}:schedule/news/digest`,
          scheduledTime: scheduledTime.toISOString(),
          fails,
        }),
      }),
    );
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const { status } = await sfn.send(
        new DescribeExecutionCommand({ executionArn }),
      );
      if (status !== 'RUNNING') return;
      await new Promise(done => setTimeout(done, 50));
    }
    throw new Error('moto_server did not end an execution within 5 seconds');
  };

  let isDeployed = false;
  return {
    world,
    location: {
      ref: `scheduler:${MOTO_ACCOUNT}/${REGION}/news`,
      key: 'digest',
    },
    async schedule(State) {
      const schedule: CreateScheduleCommandInput = {
        Name: 'digest',
        GroupName: 'news',
        State,
        ScheduleExpression: 'cron(15 4 * * ? *)',
        ScheduleExpressionTimezone: 'Asia/Tokyo',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: stateMachineArn, RoleArn },
      };
      if (isDeployed) {
        await scheduler.send(new UpdateScheduleCommand(schedule));
        return;
      }
      await scheduler.send(new CreateScheduleCommand(schedule));
      isDeployed = true;
      // A trial that is known from the first look: later ones read from it on.
      await start(new Date(midnight - DAY_MS / 2), false);
    },
    ran: (tick, outcome) => start(tick, outcome === 'failed'),
    async stop() {
      await world.stop();
      moto.stop();
    },
  };
}
