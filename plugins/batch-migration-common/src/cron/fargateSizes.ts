/** The sizes in which Fargate runs tasks ("Task CPU and memory", Amazon ECS Developer Guide). */

/** A size as a task definition states it. */
export interface FargateSize {
  /** 1,024 are one vCPU. */
  cpuUnits: number;
  memoryMib: number;
}

const GIB = 1024;

/** Memory in MiB that goes with each CPU, from the least to the most. */
const MEMORY_OF_CPU: ReadonlyArray<[number, readonly number[]]> = [
  [256, [512, GIB, 2 * GIB]],
  [512, steps(1, 4, 1)],
  [1024, steps(2, 8, 1)],
  [2048, steps(4, 16, 1)],
  [4096, steps(8, 30, 1)],
  [8192, steps(16, 60, 4)],
  [16_384, steps(32, 120, 8)],
];

function steps(low: number, high: number, step: number): number[] {
  const sizes: number[] = [];
  for (let gib = low; gib <= high; gib += step) sizes.push(gib * GIB);
  return sizes;
}

/** Every size that Fargate has, by CPU and then by memory. */
export const FARGATE_SIZES: readonly FargateSize[] = MEMORY_OF_CPU.flatMap(
  ([cpuUnits, memories]) =>
    memories.map(memoryMib => ({ cpuUnits, memoryMib })),
);

/** The largest task, of 16 vCPU. */
export const MAX_MEMORY_MIB = 120 * GIB;

/** The size of least CPU, then least memory, that holds so much; `null` where none does. */
export function smallestFargateSize(
  memoryMib: number,
  cpuUnits = 0,
): FargateSize | null {
  return (
    FARGATE_SIZES.find(
      size => size.memoryMib >= memoryMib && size.cpuUnits >= cpuUnits,
    ) ?? null
  );
}
