import { useApi } from '@backstage/core-plugin-api';
import {
  stepsOfHandover,
  stepWordsOf,
  type CutoverStep,
  type HandoverPlan,
  type Plan,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useRef, useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useOwnWords } from '../states/useOwnWords';
import { useWords } from './words';

/** A plan that this page wrote, and what stood in it before. */
interface Written {
  before: Plan;
  version: number;
}

export interface SavedPlans {
  /** What was written last, until something else is. */
  last: { state: 'saved' | 'undone'; ids: string[]; steps: string } | undefined;
  problem: string | undefined;
  /** How many of these have steps that would be replaced. */
  replacedOf: (ids: readonly string[]) => number;
  save: (plan: HandoverPlan) => Promise<void>;
  takeBack: () => Promise<void>;
}

/** What of a plan is written: the same steps twice are the same. */
export const stepsText = ({ jobs, steps }: HandoverPlan) =>
  JSON.stringify([jobs.map(({ id }) => id), steps]);

/**
 * The steps of handovers in the plans of their jobs: all or none, and taken
 * back. It outlives the plan on the screen, so that what was written can be
 * taken back whatever is chosen or fails after it.
 *
 * @param workloads - as the page has read them
 */
export function useSavedPlans(workloads: readonly WorkloadView[]): SavedPlans {
  const api = useApi(batchMigrationApiRef);
  const ownWords = useOwnWords();
  const words = useWords();
  const [written, setWritten] = useState<ReadonlyMap<string, Written>>(
    new Map(),
  );
  const [last, setLast] = useState<SavedPlans['last']>();
  const [problem, setProblem] = useState<string>();
  /** Seen at once by a second click, which a state is not. */
  const busy = useRef(false);
  const known = new Map(workloads.map(one => [one.id, one.plan]));

  /** What the list cut off is read now. */
  const baseOf = async (id: string): Promise<Written> => {
    const plan = known.get(id) ?? (await api.plan(id)).plan;
    const own = written.get(id);
    // What was there at first is put back, however often one saves.
    return own && own.version >= plan.version
      ? own
      : { before: plan, version: plan.version };
  };

  /** Each under the version that was read or written last. */
  const write = async (
    bases: ReadonlyMap<string, Written>,
    stepsOf: (id: string) => CutoverStep[],
  ) => {
    const { plans } = await api.updatePlans({
      plans: [...bases].map(([workloadId, { version }]) => ({
        workloadId,
        version,
        steps: stepsOf(workloadId),
      })),
      change: {},
    });
    setWritten(earlier => {
      const merged = new Map(earlier);
      for (const { workloadId, version } of plans) {
        const base = bases.get(workloadId);
        if (base) merged.set(workloadId, { ...base, version });
      }
      return merged;
    });
  };

  const attempt = async (change: () => Promise<SavedPlans['last']>) => {
    if (busy.current) return;
    busy.current = true;
    setProblem(undefined);
    try {
      setLast(await change());
    } catch (error) {
      setProblem(ownWords(error as Error));
    }
    busy.current = false;
  };

  const save = (plan: HandoverPlan) =>
    attempt(async () => {
      const ids = plan.jobs.map(({ id }) => id);
      const bases = new Map<string, Written>();
      for (const id of ids) bases.set(id, await baseOf(id));
      const said = { language: words.language, time: words.instant };
      const wordsOf = stepWordsOf(plan, {
        ...said,
        name: text => text,
        prose: text => text,
      });
      await write(bases, id =>
        stepsOfHandover(plan, id, { ...said, words: wordsOf }),
      );
      return { state: 'saved', ids, steps: stepsText(plan) };
    });

  const takeBack = () =>
    attempt(async () => {
      if (!last) return undefined;
      const bases = new Map(last.ids.map(id => [id, written.get(id)!]));
      await write(bases, id => bases.get(id)!.before.steps);
      return { ...last, state: 'undone' };
    });

  const replacedOf = (ids: readonly string[]) =>
    ids.filter(id => (known.get(id)?.steps.length ?? 0) > 0).length;

  return { last, problem, replacedOf, save, takeBack };
}
