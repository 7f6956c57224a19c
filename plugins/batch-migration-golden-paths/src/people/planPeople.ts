import type {
  PlannedOnRequest,
  PlannedResource,
} from 'backstage-plugin-batch-migration-common';
import type { AnswerProblems, PlaceAnswers } from '../answers/commonAnswers';
import type { GoldenPath, PortalReader } from '../goldenPath';
import { isNotFound } from '../preview/refusal';
import type { Unfinished } from '../preview/readUnfinished';

type Plan = GoldenPath<PlaceAnswers, never[]>['plan'];

/** What a golden path makes of answers that nothing stands against. */
export interface PlannedForPeople {
  onRequest: PlannedOnRequest;
  resources: PlannedResource[];
  /** Of `approvers.yaml`. */
  approvers: string;
}

/** The answers of a golden path in which people ask and approve. */
type Answers = PlaceAnswers & {
  workloadId: string | null;
  /** Of a golden path that runs tasks of ECS. */
  taskSize?: string;
};

/**
 * A plan of a golden path that is made from its answers alone.
 *
 * @param check - the rules that a run checks before it writes anything
 */
export function planForPeople<A extends Answers>({
  read,
  check,
  plan,
}: {
  read(form: unknown): Unfinished<A>;
  check(answers: A): AnswerProblems;
  plan(answers: A): PlannedForPeople;
}): Plan {
  return async (form, portal, request) => {
    const { answers, problems: misread } = read(form);
    const problems = [
      ...misread,
      ...check(answers).list(),
      ...(await workloadProblems(answers, portal, request)),
    ];
    const place = {
      taskSize: answers.taskSize ?? null,
      region: answers.region,
    };
    if (problems.length > 0) {
      return { ...place, problems, jobs: [], resources: [] };
    }
    const { onRequest, resources, approvers } = plan(answers);
    return {
      ...place,
      problems,
      jobs: [],
      onRequest: [onRequest],
      resources,
      file: { path: 'approvers.yaml', text: approvers },
    };
  };
}

/** The last step links it: a run that fails there has made its repository already. */
async function workloadProblems(
  { workloadId }: Answers,
  portal: PortalReader,
  request: { token: string; signal?: AbortSignal },
): Promise<string[]> {
  if (workloadId === null) return [];
  try {
    await portal.workload(workloadId, request);
    return [];
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return [
      `The portal knows no workload ${workloadId}; leave workloadId empty for a new one`,
    ];
  }
}
