import { hashOf, type Json } from '../people/canonical';
import { ConditionFailed, type Table } from '../people/aws/table';
import { checkProject } from '../runner/approval/check-build';
import type { Pins, Project, ProjectSettings } from '../runner/approval/build';
import type { Baseline } from './facts';

const PARTITION = 'baseline';

/**
 * What the stack had made, over time: a build of last week was right with last week's image. Each change is one
 * item that nobody changes. A project that is not as the stack made it is no baseline.
 */
export class Baselines {
  constructor(private readonly table: Table) {}

  /** Notes what is in force now, if that is new. @returns all of them, oldest first */
  async note(pins: Pins, project: Project | undefined, now: Date): Promise<Baseline[]> {
    const known = await this.all();
    const compared = settingsOf(project);
    if (!project || checkProject(project, pins).length > 0) return known.length > 0 ? known : [{ since: now.toISOString(), pins, project: compared }];
    const newest = known.at(-1);
    if (newest && hashOf({ ...newest, since: '' } as unknown as Json) === hashOf({ since: '', pins, project: compared } as unknown as Json)) return known;
    const baseline: Baseline = { since: now.toISOString(), pins, project: compared };
    try {
      await this.table.put({ item: { pk: PARTITION, sk: `since#${baseline.since}`, body: JSON.stringify(baseline) }, condition: { is: 'absent' } });
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
    return [...known, baseline];
  }

  private async all(): Promise<Baseline[]> {
    return (await this.table.list(PARTITION, 'since#')).map(({ body }) => JSON.parse(String(body)));
  }
}

/** What of the project a build is compared with beside the pins. CodeBuild answers more, such as when it was last changed. */
function settingsOf({ environment }: ProjectSettings = {}): ProjectSettings {
  return JSON.parse(JSON.stringify({ environment }));
}
