import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import { EncryptedLogs } from './encrypted-logs';

const REPOSITORY = join(__dirname, '..', '..');

export interface NodeFunctionProps {
  /** Its file, from the root of the repository; it exports `handler`. */
  entry: string;
  description: string;
  /** Encrypts its log; `StackKey` makes one. */
  key: IKey;
  /** Hears of every error. */
  topic: ITopic;
  environment?: Record<string, string>;
  /** 30 seconds where left out. */
  timeout?: Duration;
  /** 256 where left out. */
  memoryMiB?: number;
  /** Files of the repository that lie beside the bundle: no path below a folder. */
  files?: string[];
}

/**
 * A Lambda function of one TypeScript file, bundled by the repository's own
 * esbuild, without Docker. The clients of AWS are those of the runtime.
 *
 * It has no queue for dead letters of its own: what calls it (a queue, the API)
 * keeps or returns what failed.
 */
export class NodeFunction extends Construct {
  readonly function: NodejsFunction;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    const { entry, description, key, topic, environment = {}, timeout = Duration.seconds(30), memoryMiB = 256, files = [] } = props;
    const { stackName } = Stack.of(this);
    const logGroup = new EncryptedLogs(this, 'Log', { name: `/${stackName}/${id}`, key });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description });
    logGroup.grantWrite(role);
    this.function = new NodejsFunction(this, 'Function', {
      entry: join(REPOSITORY, entry),
      projectRoot: REPOSITORY,
      depsLockFilePath: join(REPOSITORY, 'package-lock.json'),
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      description,
      role,
      logGroup,
      timeout,
      memorySize: memoryMiB,
      environment: { ...environment, NODE_OPTIONS: '--enable-source-maps' },
      environmentEncryption: key,
      bundling: {
        format: OutputFormat.CJS,
        target: 'node22',
        sourceMap: true,
        sourcesContent: false,
        commandHooks: {
          beforeBundling: () => [],
          beforeInstall: () => [],
          // Of this repository, and named by it: nothing here comes from outside.
          afterBundling: (input, output) => files.map(file => `cp "${input}/${file}" "${output}/"`),
        },
      },
    });
    acknowledge(this.function, 'L1', 'Node 22 is what the tests run on; raise both together');
    this.alarm('Failed', this.function.metricErrors({ period: Duration.minutes(5) }), topic, `${description}: it failed`);
    this.alarm('Throttled', this.function.metricThrottles({ period: Duration.minutes(5) }), topic, `${description}: Lambda refused to run it`);
  }

  private alarm(id: string, metric: IMetric, topic: ITopic, what: string): void {
    new Alarm(this, id, {
      alarmDescription: `${what}: see docs/people.md`,
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic));
  }
}
