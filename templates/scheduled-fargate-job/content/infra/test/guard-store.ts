import jsonata from 'jsonata';

interface Attribute {
  S?: string;
  N?: string;
}
interface PutArguments {
  Item: Record<string, Attribute>;
  ConditionExpression: string;
  ExpressionAttributeValues: Record<string, Attribute>;
}

/** A conditional write that was refused, by the name that Step Functions gives it. */
export class ConditionalCheckFailed extends Error {
  readonly name = 'DynamoDB.ConditionalCheckFailedException';
}

/** The guards' table in memory, with exactly the three conditions that the guards use. */
export class GuardStore {
  readonly records = new Map<string, { owner: string; expiresAt: number }>();

  /** A write of a state whose arguments are written in JSONata; answers the state's input. */
  async put<T>(template: unknown, input: T, executionId: string, now: number): Promise<T> {
    const context = { input, context: { Execution: { Id: executionId } } };
    const { Item, ConditionExpression, ExpressionAttributeValues: values } = (await evaluate(
      template,
      context,
      now,
    )) as PutArguments;
    const id = Item.id.S!;
    const record = this.records.get(id);
    const holds = ConditionExpression.split(' OR ').some(condition => {
      if (condition === 'attribute_not_exists(id)') return record === undefined;
      if (condition === '#owner = :me') return record?.owner === values[':me'].S;
      if (condition === '#expiresAt < :now') return record !== undefined && record.expiresAt < Number(values[':now'].N);
      throw new Error(`This store does not know the condition ${condition}`);
    });
    if (!holds) throw new ConditionalCheckFailed(id);
    this.records.set(id, { owner: Item.owner.S!, expiresAt: Number(Item.expiresAt.N) });
    return input;
  }

  delete(parameters: { Key: { id: Attribute }; ExpressionAttributeValues: Record<string, Attribute> }): Record<string, never> {
    const id = parameters.Key.id.S!;
    if (this.records.get(id)?.owner !== parameters.ExpressionAttributeValues[':me'].S) throw new ConditionalCheckFailed(id);
    this.records.delete(id);
    return {};
  }
}

/** Evaluates every `{% … %}` in a value, as Step Functions does. */
async function evaluate(template: unknown, states: object, now: number): Promise<unknown> {
  if (typeof template === 'string') {
    const [, expression] = /^\{%(.*)%\}$/s.exec(template) ?? [];
    if (expression === undefined) return template;
    // jsonata's own clock cannot be set, so the clock is a function of the test.
    const compiled = jsonata(expression.replaceAll('$millis()', '$now_ms'));
    return compiled.evaluate({}, { states, now_ms: now });
  }
  if (typeof template !== 'object' || template === null) return template;
  const entries = Object.entries(template).map(async ([key, value]) => [key, await evaluate(value, states, now)]);
  return Object.fromEntries(await Promise.all(entries));
}
