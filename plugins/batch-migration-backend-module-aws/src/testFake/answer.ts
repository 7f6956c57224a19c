// The codecs come with the SDK's clients, and only tests import this file.
/* eslint-disable @backstage/no-undeclared-imports */
import { JsonCodec2, XmlCodec } from '@aws-sdk/core/protocols';
import { decodeRecording, type SdkSchema } from '../recordings/decode';
import { FakeDefect, type AwsFault } from './fault';
import type { OperationSchema } from './service';

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** What of a service its answers carry. */
export interface Wire {
  protocol: string;
  xmlNamespace?: string;
}

const EPOCH_SECONDS = 7;
const DATE_TIME = 5;

/**
 * Writes an answer by the operation's schema.
 *
 * @throws FakeDefect where AWS could not have answered so
 */
export function encodeAnswer(
  wire: Wire,
  operation: OperationSchema,
  answer: object,
): WireAnswer {
  const schema = operation[5] as unknown as SdkSchema;
  const { value, problems } = decodeRecording(
    schema,
    JSON.parse(JSON.stringify(answer)),
  );
  if (problems.length > 0) {
    const told = problems.map(({ path, message }) => `${path}: ${message}`);
    throw new FakeDefect(`${operation[2]} cannot answer ${told.join('; ')}`);
  }
  if (!wire.protocol.includes('Query')) {
    const codec = new JsonCodec2({
      timestampFormat: { useTrait: true, default: EPOCH_SECONDS },
      jsonName: wire.protocol.includes('restJson'),
    });
    const serializer = codec.createSerializer();
    serializer.write(schema as never, value);
    return {
      status: (operation[3] && operation[3].http?.[2]) || 200,
      headers: { 'content-type': contentTypeOf(wire) },
      body: serializer.flush(),
    };
  }
  const inside = xmlOf(schema, value);
  const name = operation[2];
  const isEc2 = wire.protocol.includes('ec2');
  const body = isEc2
    ? `<requestId>fake</requestId>${inside}`
    : `<${name}Result>${inside}</${name}Result><ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<${name}Response xmlns="${wire.xmlNamespace}">${body}</${name}Response>`,
  };
}

/** Writes an error as the service's protocol has it. */
export function encodeFault(
  wire: Wire,
  fault: AwsFault,
  sdk: Record<string, unknown>,
): WireAnswer {
  // [-3, namespace, name, traits, members, schemas]
  const shape = sdk[`${fault.code}$`] as
    | [-3, string, string, Record<string, any>, string[]]
    | undefined;
  const status = shape?.[3]?.httpError ?? fault.status;
  const code = shape?.[3]?.awsQueryError?.[0] ?? fault.code;
  if (!wire.protocol.includes('Query')) {
    const member = shape?.[4]?.includes('Message') ? 'Message' : 'message';
    return {
      status,
      headers: {
        'content-type': contentTypeOf(wire),
        'x-amzn-errortype': fault.code,
        ...(code === fault.code
          ? {}
          : { 'x-amzn-query-error': `${code};Sender` }),
      },
      body: JSON.stringify({ __type: fault.code, [member]: fault.message }),
    };
  }
  const error = `<Code>${escape(code)}</Code><Message>${escape(
    fault.message,
  )}</Message>`;
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: wire.protocol.includes('ec2')
      ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>fake</RequestID></Response>`
      : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>fake</RequestId></ErrorResponse>`,
  };
}

function contentTypeOf({ protocol }: Wire): string {
  if (protocol.includes('restJson')) return 'application/json';
  return `application/x-amz-json-${protocol.endsWith('1_0') ? '1.0' : '1.1'}`;
}

/** The members of a structure, without the element that names it. */
function xmlOf(schema: SdkSchema, value: unknown): string {
  const codec = new XmlCodec({
    timestampFormat: { useTrait: true, default: DATE_TIME },
    httpBindings: false,
    xmlNamespace: '',
    serviceNamespace: '',
  });
  const serializer = codec.createSerializer();
  serializer.write(schema as never, value);
  return String(serializer.flush())
    .replace(/^<[^>]*\/>$/, '')
    .replace(/^<[^>]*>/, '')
    .replace(/<\/[^>]*>$/, '');
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
