import type { Seats } from '../../session/sessions';
import { isTask } from '../aws/seats';

/** Services of ECS with at most one task each, as far as sessions see them. Written by us; it is not ECS. */
export class FakeSeats implements Seats {
  readonly desired = new Map<number, number>();
  readonly tasks = new Map<string, { seat: number | null; running: boolean }>();
  outage: Error | undefined;
  private count = 0;

  async start(seat: number): Promise<void> {
    this.fail();
    this.desired.set(seat, 1);
    if ((await this.running(seat)).length === 0) this.launch(seat);
  }

  async stop(seat: number): Promise<void> {
    this.fail();
    this.desired.set(seat, 0);
    for (const task of this.tasks.values()) if (task.seat === seat) task.running = false;
  }

  async running(seat: number): Promise<string[]> {
    this.fail();
    return [...this.tasks].flatMap(([arn, task]) => (task.running && task.seat === seat ? [arn] : []));
  }

  async seatOf(task: string): Promise<number | null> {
    return (await this.find(task))?.seat ?? null;
  }

  async isRunning(task: string): Promise<boolean> {
    return (await this.find(task))?.running ?? false;
  }

  async stopTask(task: string): Promise<void> {
    const found = await this.find(task);
    if (found) found.running = false;
  }

  /** As if somebody had set the service to one task by hand, or had started one outside of the services. */
  launch(seat: number | null): string {
    this.count += 1;
    const arn = `arn:aws:ecs:ap-northeast-1:111122223333:task/bastion/${String(this.count).padStart(32, '0')}`;
    this.tasks.set(arn, { seat, running: true });
    return arn;
  }

  private async find(task: string): Promise<{ seat: number | null; running: boolean } | undefined> {
    this.fail();
    // As ECS does: what it is asked for must look like a task of its.
    if (!isTask(task)) throw Object.assign(new Error('Identifier should be a valid task id'), { name: 'InvalidParameterException' });
    return [...this.tasks].find(([arn]) => arn === task || arn.endsWith(`/${task}`))?.[1];
  }

  private fail(): void {
    if (this.outage) throw this.outage;
  }
}
