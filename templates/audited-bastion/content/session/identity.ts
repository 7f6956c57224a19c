/** The last part of a task's ARN. */
export function taskId(arn: string): string {
  return arn.split('/').pop()!;
}
