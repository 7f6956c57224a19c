import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { shellCommand } from 'backstage-plugin-batch-migration-common';
import type { AwsClients } from '../clients';
import { reasonOf } from '../failure';
import type { AwsPlace } from '../places';
import { commandIn, findIn, parseInput } from './commandIn';

/** What is run; `null` is not known. */
export interface Work {
  command: string | null;
  image: string | null;
}

const NOT_KNOWN: Work = { command: null, image: null };

/**
 * What a schedule starts, read once each look. It is no more than a help to
 * tell what a target does: where it cannot be read, the target stands alone.
 */
export class StartedWork {
  private readonly known = new Map<string, Promise<Work>>();

  constructor(
    private readonly clients: AwsClients,
    private readonly logger: LoggerService,
    private readonly signal?: AbortSignal,
  ) {}

  /** @param input - the JSON that is handed to it */
  async of(
    place: AwsPlace,
    started: { arn?: string; taskDefinition?: string; input?: string },
  ): Promise<Work> {
    const { arn = '', input } = started;
    const json = parseInput(input);
    const definition =
      started.taskDefinition ?? textIn(json, /^taskDefinition(Arn)?$/i);
    let work = NOT_KNOWN;
    if (definition) {
      work = await this.read(`${place.region} ${definition}`, () =>
        this.ofTaskDefinition(place, definition),
      );
    } else if (/^arn:[\w-]+:states:[^:]*:\d+:stateMachine:[^:]+$/.test(arn)) {
      work = await this.read(arn, () => this.ofStateMachine(place, arn));
    }
    return { ...work, command: commandIn(json) ?? work.command };
  }

  private read(key: string, look: () => Promise<Work>): Promise<Work> {
    let work = this.known.get(key);
    if (!work) {
      work = look();
      this.known.set(key, work);
    }
    return work;
  }

  private async ofTaskDefinition(
    place: AwsPlace,
    taskDefinition: string,
  ): Promise<Work> {
    try {
      const client = await this.clients.get('ecs', place);
      const answer = await client.send(
        new DescribeTaskDefinitionCommand({ taskDefinition }),
        { abortSignal: this.signal },
      );
      const { containerDefinitions = [] } = answer.taskDefinition ?? {};
      const main =
        containerDefinitions.find(({ essential }) => essential !== false) ??
        containerDefinitions[0];
      const { entryPoint = [], command = [], image = null } = main ?? {};
      return { command: shellCommand([...entryPoint, ...command]), image };
    } catch (error) {
      return this.unknown(error, 'ecs:DescribeTaskDefinition', taskDefinition);
    }
  }

  private async ofStateMachine(place: AwsPlace, arn: string): Promise<Work> {
    try {
      const client = await this.clients.get('sfn', place);
      const { definition } = await client.send(
        new DescribeStateMachineCommand({ stateMachineArn: arn }),
        { abortSignal: this.signal },
      );
      const json = parseInput(definition);
      const task = textIn(json, /^TaskDefinition$/);
      const work = task
        ? await this.read(`${place.region} ${task}`, () =>
            this.ofTaskDefinition(place, task),
          )
        : NOT_KNOWN;
      return { ...work, command: commandIn(json) ?? work.command };
    } catch (error) {
      return this.unknown(error, 'states:DescribeStateMachine', arn);
    }
  }

  private unknown(error: unknown, action: string, what: string): Work {
    this.signal?.throwIfAborted();
    this.logger.debug(reasonOf(error, action, what));
    return NOT_KNOWN;
  }
}

function textIn(json: unknown, name: RegExp): string | null {
  const found = findIn(json, name);
  return typeof found === 'string' ? found : null;
}
