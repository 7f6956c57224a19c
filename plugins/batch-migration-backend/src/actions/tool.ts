import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { LimitedCall } from '../limits';
import type { Estate } from '../operations';

/** What one parameter of a tool takes. */
export interface Parameter {
  type: 'text' | 'texts' | 'number' | 'flag';
  description: string;
  required?: boolean;
}

/** A call of the API that agents may make too: it reads, and changes nothing. */
export interface Tool {
  /** Kebab-case. */
  name: string;
  title: string;
  description: string;
  parameters: Record<string, Parameter>;
  example: Record<string, unknown>;
  /** Of an expensive one: with which request it is counted. */
  limitedAs?: LimitedCall;
  run(
    estate: Estate,
    credentials: BackstageCredentials,
    input: Record<string, unknown>,
  ): Promise<object>;
}

type RegisterOptions = Parameters<ActionsRegistryService['register']>[0];
type Zod = Parameters<RegisterOptions['schema']['input']>[0];

function schemaOf({ type, description, required }: Parameter, z: Zod) {
  const types = {
    text: () => z.string(),
    texts: () => z.array(z.string()),
    number: () => z.number(),
    flag: () => z.boolean(),
  };
  const schema = types[type]().describe(description);
  return required ? schema : schema.optional();
}

/** As the registry takes it. The operation checks the values, as for a request. */
export function toAction(tool: Tool, estate: Estate): RegisterOptions {
  const { name, title, description, parameters, example, limitedAs, run } =
    tool;
  return {
    name,
    title,
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    examples: [{ title, input: example }],
    schema: {
      input: z =>
        z
          .object(
            Object.fromEntries(
              Object.entries(parameters).map(([key, parameter]) => [
                key,
                schemaOf(parameter, z),
              ]),
            ),
          )
          .strict(),
      output: z => z.object({}).passthrough(),
    },
    action: async ({ input, credentials }) => {
      if (limitedAs) await estate.limits.take(limitedAs, credentials);
      return { output: { ...(await run(estate, credentials, input)) } };
    },
  };
}
