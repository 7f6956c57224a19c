import type {
  BatchMigrationClient,
  PlannedRepository,
} from 'backstage-plugin-batch-migration-common';
import type { PlaceAnswers } from './answers/commonAnswers';

/** What a golden path reads of the portal. */
export type PortalReader = Pick<BatchMigrationClient, 'workload' | 'summary'>;

/** What a repository is made from. The same input gives the same bytes. */
export interface RenderInput<Answers, Work> {
  /** Entity ref of the template. */
  template: string;
  /** Version of the golden path. */
  version: string;
  answers: Answers;
  /** What the repository runs: job definitions, or workers. */
  work: Work;
}

/** How one golden path becomes a repository. */
export interface GoldenPath<Answers extends PlaceAnswers, Work> {
  /** `metadata.name` of its template. */
  name: string;
  /**
   * Reads answers as an earlier step or `.golden-path.json` holds them; what an
   * older version did not ask gets its default.
   *
   * @throws InputError that names every field which does not fit
   */
  readAnswers(value: unknown): Answers;
  /** @throws InputError that names the first fields which do not fit */
  readWork(value: unknown): Work;
  /**
   * Folders of static files under this package's `layers`, a later one over an
   * earlier; the template's own content lies over all of them.
   */
  layers(answers: Answers): string[];
  /**
   * Which static files of the template and of its layers a repository with
   * these answers has; all where left out.
   */
  keeps?(path: string, answers: Answers, from: 'template' | 'layer'): boolean;
  /**
   * The files that hold data, by path. They come from serializers, never from
   * a template engine, so that a command stays data.
   *
   * @param read - the text of a static file of the repository
   */
  files(
    input: RenderInput<Answers, Work>,
    read: (path: string) => Promise<string>,
  ): Promise<Record<string, string>>;
  /**
   * What it would make of a form that may still be incomplete: the same checks
   * as the actions make, all at once, and nothing thrown for what does not fit.
   */
  plan(
    form: Record<string, unknown>,
    portal: PortalReader,
    request: { token: string; signal?: AbortSignal },
  ): Promise<
    PlannedRepository & {
      /** `null` where no task of ECS runs. */
      taskSize: string | null;
      region: string;
    }
  >;
}
