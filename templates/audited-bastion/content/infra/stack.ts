import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WATCHED_CALLS } from '../functions/tamper';
import type { Config } from './config';
import { AlertTopic } from './constructs/alert-topic';
import { AskApi } from './constructs/ask-api';
import { Canary } from './constructs/canary';
import { ConsoleSeats } from './constructs/console-seats';
import { LostEvents } from './constructs/lost-events';
import { OperatorsPolicy } from './constructs/operators-policy';
import { People } from './constructs/people';
import { PrivateNetwork } from './constructs/private-network';
import { SessionFunctions } from './constructs/session-functions';
import { StackKey } from './constructs/stack-key';
import { TamperWatch } from './constructs/tamper-watch';

export interface BastionStackProps extends StackProps {
  config: Config;
}

/** Consoles in production that run only while somebody asked for one, and what watches them. */
export class BastionStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: BastionStackProps) {
    super(scope, id, { ...props, tags: { owner: config.owner } });
    const network = new PrivateNetwork(this, 'Network', { config });
    const { key } = new StackKey(this, 'Key');
    const { topic } = new AlertTopic(this, 'Alerts', { emails: config.alertEmail ? [config.alertEmail] : [], key });
    const people = new People(this, 'People', { config, key, topic });
    const seats = new ConsoleSeats(this, 'Console', { config, network, key });
    const lost = new LostEvents(this, 'LostEvents', { topic });
    const functions = new SessionFunctions(this, 'Sessions', { config, people, seats, lost, key, topic });
    const api = new AskApi(this, 'Ask', { functions, people, seats, key, topic });
    new TamperWatch(this, 'Tamper', {
      what: 'the bastion',
      entry: 'functions/lambda/tamper.ts',
      calls: WATCHED_CALLS,
      allowedRoles: [...config.sessions.deploymentRoles, ...functions.roleNames],
      people, lost, key, topic,
    });
    new Canary(this, 'Canary', { functions, people, seats, lost, key, topic });
    new OperatorsPolicy(this, 'Operators', { config, seats, api, key });
  }
}
