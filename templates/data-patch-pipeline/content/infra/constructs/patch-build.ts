import { Duration, Stack } from 'aws-cdk-lib';
import {
  BuildEnvironmentVariableType,
  type CfnProject,
  ComputeType,
  type IBuildImage,
  ImagePullPrincipalType,
  LinuxArmBuildImage,
  LinuxBuildImage,
  Project,
  Source,
} from 'aws-cdk-lib/aws-codebuild';
import { type ISecurityGroup, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { EnvironmentVariable, Pins } from '../../runner/approval/build';
import type { Config } from '../config';
import { BuildRole } from './build-role';
import { ecrImage } from './ecr-image';
import { EncryptedLogs } from './encrypted-logs';
import type { People } from './people';
import { PrivateNetwork } from './private-network';
import type { Trust } from './reconciliation';
import type { RunnerFiles } from './runner-files';

export interface PatchBuildProps {
  config: Config;
  people: People;
  files: RunnerFiles;
  key: IKey;
}

/** One build at a time: another one waits for it so long. */
const QUEUED_TIMEOUT = Duration.minutes(30);

/**
 * The project in which patches run. Its buildspec is text that comes from a
 * deployment, so CodeBuild reads none of a branch; it runs one build at a time.
 */
export class PatchBuild extends Construct {
  readonly name: string;
  /** By the name, which is ours: a policy that names it does not wait for it. */
  readonly arn: string;
  readonly role: Role;
  /** Whom the role trusts, as the reconciliation asks it of IAM. */
  readonly trust: Trust;
  readonly securityGroup: ISecurityGroup;
  readonly project: Project;
  private readonly props: PatchBuildProps;
  private readonly image: IBuildImage;
  private readonly logGroup: string;

  constructor(scope: Construct, id: string, props: PatchBuildProps) {
    super(scope, id);
    this.props = props;
    const { config, people, files, key } = props;
    const { build, repository, securityGroupId } = config.patches;
    const { partition, region, account } = Stack.of(this);
    this.name = config.name;
    this.arn = `arn:${partition}:codebuild:${region}:${account}:project/${this.name}`;
    this.securityGroup = securityGroupId === null ? new PrivateNetwork(this, 'Network', { config }).securityGroup : SecurityGroup.fromSecurityGroupId(this, 'Group', securityGroupId, { mutable: false });
    this.logGroup = `/${config.name}/build`;
    const log = new EncryptedLogs(this, 'Log', { name: this.logGroup, key });
    this.image = this.findImage();
    const { role, condition } = new BuildRole(this, 'Runs', { config, projectArn: this.arn, people, files, log, key });
    this.role = role;
    this.trust = { role, service: 'codebuild.amazonaws.com', condition };
    const [owner, repo] = repository.name.split('/');
    this.project = new Project(this, 'Project', {
      projectName: this.name,
      description: 'Runs data patches that were approved: started by the function of this stack alone',
      // What the CDK would add is more than a patch needs, which has the same role.
      role: this.role.withoutPolicyUpdates(),
      source: Source.gitHub({ owner, repo, cloneDepth: 0, webhook: false, reportBuildStatus: false }),
      environment: { buildImage: this.image, computeType: build.computeType as ComputeType, privileged: false },
      environmentVariables: this.variables(),
      concurrentBuildLimit: 1,
      timeout: Duration.minutes(build.timeoutMinutes),
      queuedTimeout: QUEUED_TIMEOUT,
      encryptionKey: key,
      grantReportGroupPermissions: false,
      logging: { cloudWatch: { logGroup: log } },
    });
    // What the CDK's own project has no words for, or would widen the role by.
    const project = this.project.node.defaultChild as CfnProject;
    project.addPropertyOverride('Source.BuildSpec', files.buildspec);
    project.addPropertyOverride('Source.Auth', { Type: 'CODECONNECTIONS', Resource: repository.connectionArn });
    project.vpcConfig = this.network();
    // CodeBuild looks whether the role can make network interfaces.
    project.node.addDependency(this.role);
  }

  /** What the check inside of the build compares with. */
  pins({ initiators, people, dryRunWithoutApproval }: Pick<Pins, 'initiators' | 'people' | 'dryRunWithoutApproval'>): Pins {
    const { config, people: { requests, evidence }, files, key } = this.props;
    const { repository, build } = config.patches;
    const { type, imageId, imagePullPrincipalType } = this.image;
    return {
      projectArn: this.arn,
      project: this.name,
      repository: repository.name,
      sourceLocation: `https://github.com/${repository.name}.git`,
      buildspec: files.buildspec,
      image: imageId,
      environment: { type, computeType: build.computeType, imagePullCredentialsType: imagePullPrincipalType ?? ImagePullPrincipalType.SERVICE_ROLE },
      network: this.network(),
      timeoutMinutes: build.timeoutMinutes,
      queuedMinutes: QUEUED_TIMEOUT.toMinutes(),
      encryptionKey: key.keyArn,
      logGroup: this.logGroup,
      serviceRole: this.role.roleArn,
      initiators,
      environmentVariables: Object.entries(this.variables()).map(([name, { value, type }]): Required<EnvironmentVariable> => ({ name, value, type })),
      dryRunWithoutApproval,
      people,
      table: requests.table.tableName,
      bucket: evidence.bucket.bucketName,
    };
  }

  private variables() {
    const { environment, secrets } = this.props.config.patches;
    const plain = Object.entries(environment).map(([name, value]) => [name, { value, type: BuildEnvironmentVariableType.PLAINTEXT }] as const);
    const secret = Object.entries(secrets).map(([name, arn]) => [name, referenceOf(arn)] as const);
    return Object.fromEntries([...plain, ...secret]);
  }

  private network() {
    const { vpcId, subnetIds } = this.props.config;
    return { vpcId, subnets: subnetIds, securityGroupIds: [this.securityGroup.securityGroupId] };
  }

  private findImage(): IBuildImage {
    const { image, architecture } = this.props.config.patches.build;
    const isArm = architecture === 'arm64';
    const found = ecrImage(this, image);
    if (found) {
      const repository = Repository.fromRepositoryAttributes(this, 'Image', found);
      return isArm ? LinuxArmBuildImage.fromEcrRepository(repository, found.reference) : LinuxBuildImage.fromEcrRepository(repository, found.reference);
    }
    if (image.startsWith('aws/codebuild/')) return isArm ? LinuxArmBuildImage.fromCodeBuildImageId(image) : LinuxBuildImage.fromCodeBuildImageId(image);
    return isArm ? LinuxArmBuildImage.fromDockerRegistry(image) : LinuxBuildImage.fromDockerRegistry(image);
  }
}

/** As CodeBuild names them: a parameter by its name, a secret by its ARN. */
function referenceOf(arn: string): { value: string; type: BuildEnvironmentVariableType } {
  const [, path] = /:parameter\/(.+)$/.exec(arn) ?? [];
  // A name with a hierarchy begins with a slash, a plain one has none.
  const parameter = path?.includes('/') ? `/${path}` : path;
  return parameter ? { value: parameter, type: BuildEnvironmentVariableType.PARAMETER_STORE } : { value: arn, type: BuildEnvironmentVariableType.SECRETS_MANAGER };
}
