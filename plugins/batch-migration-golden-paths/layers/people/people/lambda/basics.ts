import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Claims } from '../aws/claims';
import { dynamoTable } from '../aws/dynamoTable';
import { managedSecret } from '../aws/secret';
import { consoleLog, systemClock } from '../clock';

/**
 * What every function needs. Apart from `environment.ts`, so that the function
 * which Slack waits for loads nothing else when it starts.
 */
export function basicsFrom(environment = process.env) {
  const clock = systemClock;
  const given = (name: string): string => {
    const value = environment[name];
    if (!value) throw new Error(`The variable ${name} is not set: see infra/constructs/people.ts`);
    return value;
  };
  const table = () => dynamoTable(new DynamoDBClient(), given('REQUESTS_TABLE'));
  return {
    clock,
    log: consoleLog,
    given,
    table,
    secret: (name: string) => managedSecret(new SecretsManagerClient(), given(name), clock),
    claims: (leaseSeconds: number) => new Claims({ table: table(), clock, leaseSeconds }),
  };
}
