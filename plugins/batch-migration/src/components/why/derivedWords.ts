import type {
  AssessmentBasis,
  Basis,
  BlockerType,
  DangerType,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';

/** Derived words that are neither a danger nor a blocker. */
export const PLAIN_WORDS = [
  'placement',
  'stage',
  'silence',
  'soak',
  'dormant',
  'next-run',
] as const;

/** A word that was derived, by its name in the address: `stage`, `runs-twice`. */
export type DerivedWord =
  | (typeof PLAIN_WORDS)[number]
  | DangerType
  | BlockerType;

/** What is said of one workload under one word. */
export interface Said {
  basis: Partial<Basis> | undefined;
  /** The server's own sentence, of dangers and blockers. */
  messages: string[];
  /** It follows from what people decided; nobody sees that anywhere. */
  isDecided: boolean;
}

/** `undefined` where the word is no longer said of it. */
export function saidOf(
  { assessment }: Pick<WorkloadDetail, 'assessment'>,
  word: DerivedWord,
): Said | undefined {
  const { stage, stale, soak, dormant, dangers, blockers } = assessment;
  // A server may tell what dormancy rests on; one that does not told the looks.
  const because: (AssessmentBasis & { dormant?: Basis }) | undefined =
    assessment.because;
  const plain = (basis: Basis | undefined, isDecided = false): Said => ({
    basis,
    messages: [],
    isDecided,
  });
  switch (word) {
    case 'placement':
    case 'next-run':
      return plain(because?.placement);
    case 'stage':
      // Stages that are reached by deciding, at least in part.
      return plain(because?.stage, stage === 'planned' || stage === 'retained');
    case 'silence':
      return stale ? plain(because?.stale) : undefined;
    case 'soak':
      return soak ? plain(because?.soak, soak.passedAt !== null) : undefined;
    case 'dormant':
      return dormant
        ? plain(because?.dormant ?? because?.placement)
        : undefined;
    default:
  }
  const found = [...dangers, ...blockers].filter(({ type }) => type === word);
  if (found.length === 0) return undefined;
  return {
    basis: {
      observationIds: found.flatMap(
        ({ observationIds = [] }) => observationIds,
      ),
      runIds: found.flatMap(({ runIds = [] }) => runIds),
    },
    messages: found.map(({ message }) => message),
    isDecided: found.every(
      ({ observationIds }) => observationIds === undefined,
    ),
  };
}
