import type { FakeService } from '../service';
import { autoScaling } from './autoScaling';
import { beanstalk } from './beanstalk';
import { cloudTrail } from './cloudTrail';
import { cloudWatch } from './cloudWatch';
import { codeBuild } from './codeBuild';
import { codePipeline } from './codePipeline';
import { dynamoDb } from './dynamoDb';
import { ec2 } from './ec2';
import { ecs } from './ecs';
import { eventBridge } from './eventBridge';
import { iam } from './iam';
import { loadBalancing } from './loadBalancing';
import { logs } from './logs';
import { scaling } from './scaling';
import { scheduler } from './scheduler';
import { sqs } from './sqs';
import { stepFunctions } from './stepFunctions';
import { systemsManager } from './systemsManager';
import { tagging } from './tagging';

/** Every service that the fake answers for. */
export const FAKE_SERVICES: FakeService[] = [
  autoScaling,
  beanstalk,
  cloudTrail,
  cloudWatch,
  codeBuild,
  codePipeline,
  dynamoDb,
  ec2,
  ecs,
  eventBridge,
  iam,
  loadBalancing,
  logs,
  scaling,
  scheduler,
  sqs,
  stepFunctions,
  systemsManager,
  tagging,
];
