import { Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { EncryptedLogs } from './encrypted-logs';

export interface IamApiProps {
  /** Path, such as `/sessions`, → the function that reads its calls with `readCall` of people/iam/calls.ts. */
  routes: Record<string, IFunction>;
  description: string;
  /** Of the log group, below the stack's name. */
  logName: string;
  key: IKey;
}

/**
 * Addresses that people with credentials of AWS call. IAM says who calls; a
 * function that people invoke themselves would not learn it.
 */
export class IamApi extends Construct {
  private readonly api: HttpApi;
  private readonly stage: HttpStage;

  constructor(scope: Construct, id: string, { routes, description, logName, key }: IamApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { createDefaultStage: false, description });
    for (const [path, reader] of Object.entries(routes)) {
      const integration = new HttpLambdaIntegration(path.slice(1), reader);
      this.api.addRoutes({ path, methods: [HttpMethod.POST], integration, authorizer: new HttpIamAuthorizer() });
    }
    const log = new EncryptedLogs(this, 'Log', { name: `/${Stack.of(this).stackName}/${logName}`, key });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 5, burstLimit: 10 },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: AccessLogFormat.clf() },
    });
  }

  /** With a slash at its end. */
  get url(): string {
    return this.stage.url;
  }

  /** For `execute-api:Invoke`. */
  arnOf(path: string): string {
    const { region, account, partition } = Stack.of(this);
    return `arn:${partition}:execute-api:${region}:${account}:${this.api.apiId}/$default/POST${path}`;
  }
}
