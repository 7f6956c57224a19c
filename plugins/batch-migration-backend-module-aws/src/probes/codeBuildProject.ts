import {
  type Build,
  BatchGetBuildsCommand,
  BatchGetProjectsCommand,
  paginateListBuildsForProject,
  type Project,
} from '@aws-sdk/client-codebuild';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  LocationRef,
  RunOutcome,
} from 'backstage-plugin-batch-migration-common';
import type {
  Probe,
  ProbeAnswer,
  ProbedRun,
  RunsOptions,
} from 'backstage-plugin-batch-migration-node';
import { withAudit } from '../approvals/withAudit';
import type { ApprovalsTable } from '../approvals/readApprovalsConfig';
import { patchAudit } from '../approvals/auditFacts';
import type { AwsClients } from '../clients';
import { consoleAt } from '../consoles';
import { type AwsPlace, parsePlace } from '../places';
import { unknown } from './answers';
import { observeBatches } from './observeBatches';
import { readRunsOf } from './readRunsOf';

const SCHEME = 'codebuild';
/** `BatchGetProjects` and `BatchGetBuilds` take up to 100: CodeBuild's API reference. */
const PER_CALL = 100;
/** CodeBuild publishes no rate: few at a time, and the SDK backs off. */
const CONCURRENT_CALLS = 2;
/** `ProjectName` in CodeBuild's API reference. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$/;

/** How a build counts; a word to come is never good, and one without an end still runs. */
export function buildOutcome({
  buildStatus,
  endTime,
}: Pick<Build, 'buildStatus' | 'endTime'>): RunOutcome {
  switch (buildStatus) {
    case 'SUCCEEDED':
      return 'succeeded';
    case 'TIMED_OUT':
      return 'timed-out';
    case 'FAILED':
    case 'FAULT':
    case 'STOPPED':
      return 'failed';
    default:
      return endTime ? 'failed' : 'running';
  }
}

/**
 * Looks at projects of CodeBuild that people start when they need them. A
 * project has no switch: one that exists can be started by those who may.
 */
export class CodeBuildProjectProbe implements Probe {
  readonly id = 'aws-codebuild-project';

  constructor(
    private readonly clients: AwsClients,
    private readonly logger: LoggerService,
    /** Tables that decide on what happens here. */
    private readonly approvals: Iterable<ApprovalsTable> = [],
  ) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    { now, signal }: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    const seen = await observeBatches(
      locations,
      {
        scheme: SCHEME,
        shape: 'region',
        action: 'codebuild:BatchGetProjects',
        perCall: PER_CALL,
        concurrentCalls: CONCURRENT_CALLS,
        misnamed: ({ key }) =>
          NAME.test(key) ? null : `"${key}" is no name of a CodeBuild project`,
        look: (batch, place) => this.look(batch, place, signal),
      },
      signal,
    );
    return withAudit(seen, this.approvals, table =>
      patchAudit(this.clients, table, { now, signal }),
    );
  }

  async runs(
    locations: LocationRef[],
    options: RunsOptions,
  ): Promise<ProbedRun[]> {
    return readRunsOf(
      locations.filter(({ key }) => NAME.test(key)),
      {
        action: 'codebuild:ListBuildsForProject',
        concurrentCalls: CONCURRENT_CALLS,
        logger: this.logger,
        nameOf: ({ ref, key }) => `${ref}/${key}`,
        locationsOf: location => [location],
        isGone: name => name === 'ResourceNotFoundException',
        read: location => this.buildsOf(location, options),
      },
      options,
    );
  }

  private async look(
    locations: LocationRef[],
    place: AwsPlace,
    signal?: AbortSignal,
  ): Promise<ProbeAnswer[]> {
    const client = await this.clients.get('codebuild', place);
    const { projects = [], projectsNotFound = [] } = await client.send(
      new BatchGetProjectsCommand({ names: locations.map(one => one.key) }),
      { abortSignal: signal },
    );
    const known = new Map(projects.map(each => [each.name, each]));
    const gone = new Set(projectsNotFound);
    return locations.map(location => {
      const project = known.get(location.key);
      if (project) return toAnswer(location, project);
      return gone.has(location.key)
        ? { location, state: 'absent', detail: {} }
        : unknown(location, `CodeBuild said nothing about ${location.key}`);
    });
  }

  private async buildsOf(
    location: LocationRef,
    { since, signal }: RunsOptions,
  ): Promise<ProbedRun[]> {
    const place = parsePlace(location.ref, SCHEME, 'region');
    const client = await this.clients.get('codebuild', place);
    const found: ProbedRun[] = [];
    const pages = paginateListBuildsForProject(
      { client },
      { projectName: location.key, sortOrder: 'DESCENDING' },
      { abortSignal: signal },
    );
    for await (const { ids = [] } of pages) {
      if (ids.length === 0) break;
      const { builds = [] } = await client.send(
        new BatchGetBuildsCommand({ ids }),
        { abortSignal: signal },
      );
      const started = builds.filter(build => build.startTime);
      const recent = started.filter(({ startTime }) => startTime! >= since);
      found.push(...recent.map(build => toRun(location, place, build)));
      // The most recent come first: after the first older one all are older.
      if (recent.length < started.length) break;
    }
    return found;
  }
}

function toAnswer(location: LocationRef, project: Project): ProbeAnswer {
  return {
    location,
    state: 'active',
    detail: {
      ...(project.created ? { createdAt: project.created.toISOString() } : {}),
      ...(project.lastModified
        ? { modifiedAt: project.lastModified.toISOString() }
        : {}),
      ...(project.timeoutInMinutes
        ? { timeoutSeconds: project.timeoutInMinutes * 60 }
        : {}),
      sourceVersion: project.sourceVersion ?? null,
      concurrentBuildLimit: project.concurrentBuildLimit ?? null,
    },
  };
}

function toRun(
  location: LocationRef,
  place: AwsPlace,
  build: Build,
): ProbedRun {
  const outcome = buildOutcome(build);
  return {
    location,
    scheduledFor: null,
    startedAt: build.startTime!,
    endedAt: outcome === 'running' ? null : build.endTime ?? build.startTime!,
    outcome,
    externalId: build.arn ?? build.id!,
    url: consoleAt(
      place.region,
      `codesuite/codebuild/${place.accountId}/projects/${
        location.key
      }/build/${encodeURIComponent(build.id!)}`,
    ),
  };
}
