// The codecs come with the SDK's clients, and only tests import this file.
/* eslint-disable @backstage/no-undeclared-imports */
import { NormalizedSchema } from '@smithy/core/schema';
import { decodeRecording, type SdkSchema } from '../recordings/decode';
import { AwsFault } from './fault';
import type { OperationSchema } from './service';

/** A request as it came over the wire. */
export interface WireRequest {
  method: string;
  /** Path and query. */
  url: URL;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Reads what the operation's schema allows of a request, and tells the rest. */
export function decodeRequest(
  protocol: string,
  operation: OperationSchema,
  request: WireRequest,
): { input: Record<string, any>; problems: string[] } {
  const schema = NormalizedSchema.of(operation[4] as unknown as SdkSchema);
  const [json, unknown] = readWire(protocol, operation, request, schema);
  const { value, problems } = decodeRecording(
    operation[4] as unknown as SdkSchema,
    json,
  );
  return {
    input: (value ?? {}) as Record<string, any>,
    problems: [
      ...unknown.map(name => `unknown parameter ${name}`),
      ...problems.map(({ path, message }) => `${path}: ${message}`),
    ],
  };
}

/** The name of the operation that a request asks for; `null` where it asks for none. */
export function operationName(
  protocol: string,
  request: WireRequest,
  service: { target: string; version: string; operations: OperationSchema[] },
): string | null {
  if (protocol.includes('awsJson')) {
    const [target, name] = String(request.headers['x-amz-target']).split('.');
    return target === service.target ? name : null;
  }
  if (protocol.includes('restJson')) {
    const found = service.operations.find(
      operation =>
        operation[3] &&
        operation[3].http?.[0] === request.method &&
        labelsOf(operation[3].http[1], request.url),
    );
    return found?.[2] ?? null;
  }
  const form = new URLSearchParams(request.body);
  return form.get('Version') === service.version ? form.get('Action') : null;
}

function readWire(
  protocol: string,
  operation: OperationSchema,
  request: WireRequest,
  schema: NormalizedSchema,
): [json: unknown, unknown: string[]] {
  if (protocol.includes('awsJson')) return [parseJson(request.body), []];
  if (protocol.includes('restJson'))
    return readRest(operation, request, schema);
  const form = new Map(new URLSearchParams(request.body));
  form.delete('Action');
  form.delete('Version');
  const json = readForm(schema, form, '', protocol.includes('ec2')) ?? {};
  return [json, [...form.keys()]];
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body || '{}');
  } catch {
    throw new AwsFault('SerializationException', 'The body is not JSON');
  }
}

function labelsOf(template: string, url: URL): Record<string, string> | null {
  const names = [...template.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => name);
  const pattern = template.replace(/\{\w+\+?\}/g, '([^/]+)');
  const match = new RegExp(`^${pattern}$`).exec(url.pathname);
  return (
    match &&
    Object.fromEntries(
      names.map((name, i) => [name, decodeURIComponent(match[i + 1])]),
    )
  );
}

function readRest(
  operation: OperationSchema,
  request: WireRequest,
  schema: NormalizedSchema,
): [json: unknown, unknown: string[]] {
  const path = (operation[3] && operation[3].http?.[1]) || '/';
  const body = request.body ? (parseJson(request.body) as object) : {};
  const json: Record<string, unknown> = {
    ...body,
    ...labelsOf(path, request.url),
  };
  const query = new Map(request.url.searchParams);
  for (const [name, member] of schema.structIterator()) {
    const key = member.getMergedTraits().httpQuery;
    if (key === undefined || !query.has(key)) continue;
    json[name] = toScalar(member, query.get(key)!);
    query.delete(key);
  }
  return [json, [...query.keys()]];
}

/** Takes out of the form what the schema names below a prefix; `undefined` where nothing is. */
function readForm(
  schema: NormalizedSchema,
  form: Map<string, string>,
  prefix: string,
  ec2: boolean,
): unknown {
  if (![...form.keys()].some(key => `${key}.`.startsWith(prefix))) {
    return undefined;
  }
  if (schema.isListSchema()) {
    const { xmlFlattened, ...rest } = schema.getMergedTraits();
    const item = schema.getValueSchema();
    const name = item.getMergedTraits().xmlName ?? 'member';
    const start = ec2 || xmlFlattened ? prefix : `${prefix}${name}.`;
    // An empty list is sent as the list's name without a value.
    if (form.get(prefix.slice(0, -1)) === '' && !rest.sparse) {
      form.delete(prefix.slice(0, -1));
      return [];
    }
    const items: unknown[] = [];
    for (let n = 1; ; n += 1) {
      const found = readForm(item, form, `${start}${n}.`, ec2);
      if (found === undefined) return items;
      items.push(found);
    }
  }
  if (schema.isStructSchema()) {
    const json: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const { ec2QueryName, xmlName = name } = member.getMergedTraits();
      const capital = xmlName[0].toUpperCase() + xmlName.slice(1);
      const key = ec2 ? ec2QueryName ?? capital : xmlName;
      const value = readForm(member, form, `${prefix}${key}.`, ec2);
      if (value !== undefined) json[name] = value;
    }
    return json;
  }
  const key = prefix.slice(0, -1);
  const text = form.get(key);
  form.delete(key);
  return text === undefined ? undefined : toScalar(schema, text);
}

/** Text as the schema has it; what does not fit stays text, which the check tells. */
function toScalar(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema() && /^(true|false)$/.test(text)) {
    return text === 'true';
  }
  if (schema.isNumericSchema() && /^-?\d+(\.\d+)?$/.test(text)) {
    return Number(text);
  }
  return text;
}
