import { toError } from '@backstage/errors';
import {
  encodeAnswer,
  encodeFault,
  type Wire,
  type WireAnswer,
} from './answer';
import { AwsFault, FakeDefect, isErrorOf } from './fault';
import { brokenLimits } from './limits';
import { Pages } from './pages';
import { FakeRegion } from './region';
import { decodeRequest, operationName, type WireRequest } from './request';
import type { FakeService, OperationSchema } from './service';
import { FAKE_SERVICES } from './services';

/** `AWS4-HMAC-SHA256 Credential=<key>/<date>/<region>/<service>/aws4_request, …` */
const SIGNATURE =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, SignedHeaders=[^,]+, Signature=[0-9a-f]{64}$/;

interface KnownService extends FakeService {
  wire: Wire;
  target: string;
  version: string;
  schemas: OperationSchema[];
}

/** Answers requests as AWS would, from what stands in its regions. */
export class FakeAws {
  /** Every request in its order, as `<signing name>:<Operation>`. */
  readonly requests: string[] = [];
  /** What a test asked for that the fake cannot stand for. */
  readonly defects: FakeDefect[] = [];
  private readonly regions = new Map<string, FakeRegion>();
  private readonly refused = new Map<string, AwsFault>();
  private readonly pages = new Pages();
  private readonly services = new Map(
    FAKE_SERVICES.map(service => [signingNameOf(service), describe(service)]),
  );

  /** What is in an account and region; empty at first. */
  region(accountId: string, region: string): FakeRegion {
    const key = `${accountId}/${region}`;
    const found = this.regions.get(key) ?? new FakeRegion(accountId, region);
    this.regions.set(key, found);
    return found;
  }

  /**
   * From now on an operation, or a whole service, answers with an error.
   *
   * @param action - `ecs:DescribeServices`, or `ecs:*`; with a region before
   *   it, `us-east-1/ecs:*`, only there
   */
  refuse(action: string, code: string, message = 'Refused by the test'): void {
    const status = code.startsWith('Internal') ? 500 : 400;
    this.refused.set(action, new AwsFault(code, message, status));
  }

  /** Takes back `refuse`. */
  allow(action: string): void {
    this.refused.delete(action);
  }

  answer(request: WireRequest, endpoint: string): WireAnswer {
    const [, key, regionName, signedFor] =
      SIGNATURE.exec(String(request.headers.authorization ?? '')) ?? [];
    const service = this.services.get(signedFor);
    if (!service) {
      const defect = new FakeDefect(
        `The fake does not answer for the service "${signedFor}"`,
      );
      if (signedFor) this.defects.push(defect);
      return encodeFault(
        { protocol: 'aws.protocols#awsJson1_1' },
        new AwsFault(
          'MissingAuthenticationTokenException',
          defect.message,
          403,
        ),
        {},
      );
    }
    try {
      if (!/^\d{12}$/.test(key)) {
        throw new AwsFault(
          'UnrecognizedClientException',
          'The security token included in the request is invalid.',
          403,
        );
      }
      return this.operate(request, service, signedFor, {
        region: this.region(key, regionName),
        endpoint,
      });
    } catch (error) {
      const { sdk, wire } = service;
      const isFault = error instanceof AwsFault;
      if (isFault && isErrorOf({ sdk, protocol: wire.protocol }, error.code)) {
        return encodeFault(wire, error, sdk);
      }
      const message = isFault
        ? `${signedFor} has no error ${error.code}`
        : toError(error).message;
      this.defects.push(
        error instanceof FakeDefect ? error : new FakeDefect(message),
      );
      // A status that the SDK does not try again.
      const fault = new AwsFault('InternalFailure', message, 501);
      return encodeFault(service.wire, fault, service.sdk);
    }
  }

  private operate(
    request: WireRequest,
    service: KnownService,
    signedFor: string,
    place: { region: FakeRegion; endpoint: string },
  ): WireAnswer {
    const { wire, schemas } = service;
    const name = operationName(wire.protocol, request, {
      ...service,
      operations: schemas,
    });
    const schema = schemas.find(one => one[2] === name);
    if (!schema || !name) {
      throw new AwsFault(
        wire.protocol.includes('Query')
          ? 'InvalidAction'
          : 'UnknownOperationException',
        `There is no operation ${name ?? request.url.pathname}`,
      );
    }
    this.requests.push(`${signedFor}:${name}`);
    const refused = [`${place.region.region}/`, '']
      .flatMap(at => [`${at}${signedFor}:${name}`, `${at}${signedFor}:*`])
      .map(action => this.refused.get(action))
      .find(fault => fault !== undefined);
    if (refused) throw refused;
    const operation = service.operations[name];
    if (!operation) {
      throw new FakeDefect(`The fake does not answer ${signedFor}:${name} yet`);
    }
    const { input, problems } = decodeRequest(wire.protocol, schema, request);
    const wrong = [...problems, ...brokenLimits(input, operation.limits)];
    if (wrong.length > 0) {
      throw new AwsFault(
        service.invalid,
        `${wrong.length} validation error detected: ${wrong.join('; ')}`,
      );
    }
    const answer = operation.answer(input, { ...place, pages: this.pages });
    return encodeAnswer(wire, schema, answer);
  }
}

/** What the SDK's client knows of its service. */
function settingsOf({ Client }: FakeService): {
  defaultSigningName: string;
  protocol: { getShapeId(): string };
  protocolSettings: {
    xmlNamespace?: string;
    version: string;
    serviceTarget: string;
  };
} {
  return new Client({ region: 'us-east-1' }).config as never;
}

function signingNameOf(service: FakeService): string {
  return settingsOf(service).defaultSigningName;
}

function describe(service: FakeService): KnownService {
  const { protocol, protocolSettings } = settingsOf(service);
  return {
    ...service,
    wire: {
      protocol: protocol.getShapeId(),
      xmlNamespace: protocolSettings.xmlNamespace,
    },
    target: protocolSettings.serviceTarget,
    version: protocolSettings.version,
    schemas: Object.values(service.sdk).filter(
      (value): value is OperationSchema =>
        Array.isArray(value) && value[0] === 9,
    ),
  };
}
