import type { Build, Project } from '../../runner/approval/build';
import type { PastBuild } from '../facts';

type Command = { constructor: { name: string }; input: any };

/**
 * The three calls of CodeBuild and one each of CloudTrail, CloudWatch Logs and IAM that a reconciliation makes,
 * with their pages and limits. The shapes are those of the APIs; the values were written by us.
 */
export class FakePast {
  /** In the order in which they began. */
  readonly builds: PastBuild[] = [];
  project: Project | undefined;
  readonly deletions: object[] = [];
  /** Trust policies, by the names of roles. */
  readonly trusts = new Map<string, object>();
  readonly logLines: Array<{ message: string; timestamp: number; logStreamName: string }> = [];
  /** Ids whose record CodeBuild does not give. */
  readonly withoutRecord = new Set<string>();
  readonly failing = new Map<string, string>();
  readonly calls: Array<{ name: string; input: any }> = [];
  /** Lines of a log on one page. */
  linesAPage = 10_000;

  readonly send = async ({ constructor: { name }, input }: Command): Promise<any> => {
    this.calls.push({ name, input });
    const failure = this.failing.get(name);
    if (failure) throw Object.assign(new Error(failure), { name: failure });
    switch (name) {
      case 'ListBuildsForProjectCommand': {
        const ids = this.builds.map(({ id }) => id).reverse();
        const start = Number(input.nextToken ?? 0);
        // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListBuildsForProject.html: 100 a page.
        return { ids: ids.slice(start, start + 100), nextToken: start + 100 < ids.length ? String(start + 100) : undefined };
      }
      case 'BatchGetBuildsCommand': {
        if (input.ids.length > 100) throw Object.assign(new Error('too many'), { name: 'InvalidInputException' });
        const wanted = new Set(input.ids);
        const found = this.builds.filter(({ id }) => wanted.has(id) && !this.withoutRecord.has(id!));
        return { builds: structuredClone(found), buildsNotFound: input.ids.filter((id: string) => this.withoutRecord.has(id)) };
      }
      case 'BatchGetProjectsCommand':
        return { projects: this.project ? [structuredClone(this.project)] : [] };
      case 'LookupEventsCommand':
        return input.NextToken ? { Events: [] } : { Events: this.deletions.map(each => ({ CloudTrailEvent: JSON.stringify(each) })), NextToken: '2' };
      case 'FilterLogEventsCommand': {
        const start = Number(input.nextToken ?? 0);
        const events = this.logLines.filter(({ timestamp }) => timestamp >= input.startTime && timestamp <= input.endTime);
        return { events: events.slice(start, start + this.linesAPage), nextToken: start + this.linesAPage < events.length ? String(start + this.linesAPage) : undefined };
      }
      case 'GetRoleCommand': {
        const policy = this.trusts.get(input.RoleName);
        if (!policy) throw Object.assign(new Error('no role'), { name: 'NoSuchEntityException' });
        // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html: the policy is URL-encoded.
        return { Role: { RoleName: input.RoleName, AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(policy)) } };
      }
      default:
        throw new Error(`Nobody wrote an answer to ${name}`);
    }
  };

  get client(): { send: any } {
    return { send: this.send };
  }

  count(name: string): number {
    return this.calls.filter(call => call.name === `${name}Command`).length;
  }

  find(id: string): PastBuild {
    return this.builds.find(build => build.id === id)!;
  }
}

export type { Build };
