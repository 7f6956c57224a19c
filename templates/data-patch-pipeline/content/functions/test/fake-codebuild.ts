import type { CodeBuildClient } from '@aws-sdk/client-codebuild';
import type { Clock } from '../../people/clock';
import type { Build, Project } from '../../runner/approval/build';

/** What a call of StartBuild may say; names of its API. */
export interface StartInput {
  projectName?: string;
  sourceVersion?: string;
  idempotencyToken?: string;
  environmentVariablesOverride?: Array<{ name: string; value: string; type?: string }>;
  buildspecOverride?: string;
  imageOverride?: string;
  serviceRoleOverride?: string;
  sourceLocationOverride?: string;
  debugSessionEnabled?: boolean;
}

export type FakeBuild = Build & { id: string; startTime: Date; endTime?: Date };

const TOKEN_MS = 5 * 60_000;
const ACCOUNT = 'arn:aws:codebuild:ap-northeast-1:111122223333';

/**
 * A project of CodeBuild in memory: the calls that we make, one build at a time, idempotency tokens, and the
 * overrides that somebody with rights of their own may send. Written by us after its API; it runs nothing.
 */
export class FakeCodeBuild {
  readonly builds: FakeBuild[] = [];
  readonly calls: string[] = [];
  /** What each start was asked with. */
  readonly started: StartInput[] = [];
  /** The next call of this name does its work and then fails, as a lost answer does. */
  lost: string | null = null;
  private readonly tokens = new Map<string, { id: string; until: number }>();

  constructor(private readonly props: { project: string; settings: Project; clock: Clock }) {}

  /** As the role of somebody sees it. */
  as(initiator: string): Pick<CodeBuildClient, 'send'> {
    return { send: (command: { constructor: { name: string }; input: any }) => this.send(initiator, command) } as unknown as CodeBuildClient;
  }

  /** A build ends. */
  end(id: string, buildStatus: string): void {
    Object.assign(this.builds.find(build => build.id === id)!, { buildStatus, buildComplete: true, endTime: this.props.clock() });
  }

  private async send(initiator: string, { constructor: { name }, input }: { constructor: { name: string }; input: any }): Promise<any> {
    this.calls.push(name);
    const answer = this.answer(initiator, name, input);
    if (this.lost !== name) return answer;
    this.lost = null;
    throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
  }

  private answer(initiator: string, name: string, input: any): any {
    switch (name) {
      case 'StartBuildCommand':
        return { build: this.start(initiator, input) };
      case 'StopBuildCommand':
        this.end(input.id, 'STOPPED');
        return {};
      case 'BatchGetBuildsCommand':
        return { builds: structuredClone(this.builds.filter(({ id }) => input.ids.includes(id))) };
      case 'BatchGetProjectsCommand':
        return { projects: input.names.includes(this.props.project) ? [structuredClone(this.props.settings)] : [] };
      case 'ListBuildsForProjectCommand':
        return { ids: this.builds.map(({ id }) => id).reverse() };
      default:
        throw new Error(`This project does not know ${name}`);
    }
  }

  private start(initiator: string, input: StartInput): FakeBuild {
    this.started.push(input);
    const now = this.props.clock();
    const known = this.tokens.get(input.idempotencyToken ?? '');
    if (known && now.getTime() < known.until) return this.builds.find(({ id }) => id === known.id)!;
    if (this.builds.some(({ buildComplete }) => buildComplete === false)) {
      throw Object.assign(new Error('Cannot have more than 1 builds in queue for the account'), { name: 'AccountLimitExceededException' });
    }
    const { project, settings } = this.props;
    const uuid = `${String(this.builds.length + 1).padStart(8, '0')}-0000-4000-8000-000000000000`;
    const id = `${project}:${uuid}`;
    const { source, environment, serviceRole, ...rest } = structuredClone(settings);
    const extra = (input.environmentVariablesOverride ?? []).map(({ type = 'PLAINTEXT', ...each }) => ({ ...each, type }));
    const build: FakeBuild = {
      ...rest,
      id,
      arn: `${ACCOUNT}:build/${id}`,
      projectName: project,
      buildStatus: 'IN_PROGRESS',
      buildComplete: false,
      sourceVersion: input.sourceVersion,
      resolvedSourceVersion: input.sourceVersion,
      initiator,
      startTime: now,
      source: { ...source, ...(input.sourceLocationOverride ? { location: input.sourceLocationOverride } : {}), ...(input.buildspecOverride ? { buildspec: input.buildspecOverride } : {}) },
      environment: { ...environment, ...(input.imageOverride ? { image: input.imageOverride } : {}), environmentVariables: [...(environment?.environmentVariables ?? []), ...extra] },
      serviceRole: input.serviceRoleOverride ?? serviceRole,
      ...(input.debugSessionEnabled ? { debugSession: { sessionEnabled: true } } : {}),
    };
    this.builds.push(build);
    if (input.idempotencyToken) this.tokens.set(input.idempotencyToken, { id, until: now.getTime() + TOKEN_MS });
    return build;
  }
}
