import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CfnResource, CustomResource, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Pins } from '../../runner/approval/build';
import { keyUse } from './key-use';
import { NodeFunction } from './node-function';
import type { People } from './people';
import { runnerDigest } from './runner-digest';

const REPOSITORY = join(__dirname, '..', '..');
const PINS_KEY = 'pins/pins.json';

export interface RunnerFilesProps {
  people: People;
  key: IKey;
  topic: ITopic;
}

/**
 * What a build fetches before anything of the branch runs: the runner, and the
 * pins, which name everything that the stack fixed. The pins hold the
 * buildspec, and the buildspec names the pins: so they have a fixed address,
 * in the bucket of evidence, where every version of them stays under its lock.
 * The runner lies in the bucket of all assets, so the buildspec has its hash.
 */
export class RunnerFiles extends Construct {
  readonly buildspec: string;
  readonly pins: { bucket: IBucket; objectKey: string };
  private readonly runner: Asset;
  /** Writes the pins, and alone may. */
  readonly writer: NodeFunction;

  constructor(scope: Construct, id: string, { people, key, topic }: RunnerFilesProps) {
    super(scope, id);
    const { bucket } = people.evidence;
    this.pins = { bucket, objectKey: PINS_KEY };
    const folder = mkdtempSync(join(tmpdir(), 'runner-'));
    execFileSync(process.execPath, [join(REPOSITORY, 'runner', 'bundle.mjs'), folder], { cwd: REPOSITORY });
    this.runner = new Asset(this, 'Runner', { path: folder });
    const digest = runnerDigest(folder);
    // It has been copied into the assembly.
    rmSync(folder, { recursive: true });
    this.buildspec = readFileSync(join(REPOSITORY, 'runner', 'buildspec.yml'), 'utf8')
      .replace('{{RUNNER_URL}}', this.runner.s3ObjectUrl)
      .replace('{{RUNNER_DIGEST}}', digest)
      .replace('{{PINS_URL}}', `s3://${bucket.bucketName}/${PINS_KEY}`);
    this.writer = new NodeFunction(this, 'PinsWriter', {
      entry: 'functions/lambda/pins.ts',
      description: 'Writes down what a deployment fixed',
      key,
      topic,
      environment: { PINS_BUCKET: bucket.bucketName, PINS_KEY },
    });
    const { function: lambda } = this.writer;
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects(PINS_KEY)] }));
    lambda.addToRolePolicy(keyUse(key));
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'PinsComeFromDeployments',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'],
        resources: [bucket.arnForObjects('pins/*')],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': lambda.role!.roleArn } },
      }),
    );
  }

  /** Writes the pins with each deployment that changes them, after everything that they name. */
  write(pins: Pins, after: Construct): void {
    const written = new CustomResource(this, 'Pins', {
      serviceToken: this.writer.function.functionArn,
      properties: { Pins: Stack.of(this).toJsonString(pins) },
    });
    // As a number, which the CDK's own property is not: without an answer CloudFormation would wait for an hour.
    (written.node.defaultChild as CfnResource).addPropertyOverride('ServiceTimeout', 300);
    written.node.addDependency(after);
  }

  /** These two objects; the CDK's own grant would name the bucket of all assets. */
  grantRead({ grantPrincipal }: IGrantable): void {
    const resources = [this.runner.bucket.arnForObjects(this.runner.s3ObjectKey), this.pins.bucket.arnForObjects(PINS_KEY)];
    grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources }));
  }
}
