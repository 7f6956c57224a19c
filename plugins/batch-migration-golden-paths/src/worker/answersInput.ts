import { workerAnswers, type WorkerAnswers } from './answers';

/** The fields of the form as the action takes them. */
export interface WorkerAnswersInput
  extends Partial<
    Omit<
      WorkerAnswers,
      | 'secrets'
      | 'description'
      | 'image'
      | 'alertEmail'
      | 'existingQueue'
      | 'typicalProcessingSeconds'
    >
  > {
  repository: string;
  description?: string;
  image?: string;
  existingQueue?: {
    name: string;
    keyArn?: string | null;
    deadLetters?: string | null;
  } | null;
  typicalProcessingSeconds?: number;
  alertEmail?: string;
  secrets?: Array<{ name: string; arn: string }>;
}

/** The form's fields as answers: empty text is no answer, nor is what belongs to another choice. */
export function workerAnswersFromInput(
  input: WorkerAnswersInput,
): WorkerAnswers {
  const { existingQueue, secrets = [], ...rest } = input;
  const text = (value?: string | null) => value?.trim() || null;
  return workerAnswers.parse({
    ...Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value !== undefined),
    ),
    description: text(input.description),
    image: text(input.image),
    alertEmail: text(input.alertEmail),
    workloadIds: [...new Set(input.workloadIds ?? [])],
    newWorker: input.newWorker ?? null,
    existingQueue:
      input.queue === 'existing' && existingQueue
        ? {
            name: existingQueue.name,
            keyArn: text(existingQueue.keyArn),
            deadLetters: text(existingQueue.deadLetters),
          }
        : null,
    secrets: Object.fromEntries(
      secrets.map(({ name, arn }) => [name, arn.trim()]),
    ),
  });
}
