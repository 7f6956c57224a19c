import {
  CreateMaintenanceWindowCommand,
  RegisterTaskWithMaintenanceWindowCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { mockServices } from '@backstage/backend-test-utils';
import {
  describeWithMoto,
  liveAt,
  MOTO_ACCOUNT,
  motoCredentials,
  startMoto,
} from '../testMoto';
import { SsmMaintenanceWindowProbe } from './ssmMaintenanceWindow';

const region = 'ap-northeast-1';
const ref = `ssm-window:${MOTO_ACCOUNT}/${region}`;

describeWithMoto('live maintenance windows', () => {
  let endpoint: string;
  let stop: () => void = () => undefined;
  beforeAll(async () => {
    ({ endpoint, stop } = await startMoto());
  }, 90_000);
  afterAll(() => stop());

  it('are active once they have a task', async () => {
    const ssm = new SSMClient({
      endpoint,
      region,
      credentials: motoCredentials,
    });
    const { WindowId } = await ssm.send(
      new CreateMaintenanceWindowCommand({
        Name: 'nightly',
        Schedule: 'cron(15 4 ? * * *)',
        ScheduleTimezone: 'Asia/Tokyo',
        Duration: 2,
        Cutoff: 1,
        AllowUnassociatedTargets: true,
      }),
    );
    const probe = new SsmMaintenanceWindowProbe(
      liveAt(endpoint),
      mockServices.logger.mock(),
    );
    const look = () =>
      probe.observe([{ ref, key: WindowId! }], { now: new Date() });
    expect((await look())[0]).toMatchObject({
      state: 'idle',
      detail: { reason: 'The window has no task: it starts nothing' },
    });
    await ssm.send(
      new RegisterTaskWithMaintenanceWindowCommand({
        WindowId,
        TaskArn: 'AWS-RunShellScript',
        TaskType: 'RUN_COMMAND',
      }),
    );
    expect((await look())[0]).toMatchObject({
      state: 'active',
      detail: {
        // Moto calls a task's type by another name than Systems Manager.
        tasks: [{ document: 'AWS-RunShellScript' }],
        schedules: [
          {
            dialect: 'eventbridge',
            expression: 'cron(15 4 ? * * *)',
            timezone: 'Asia/Tokyo',
          },
        ],
      },
    });
  });
});
