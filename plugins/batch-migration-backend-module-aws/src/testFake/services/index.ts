import type { FakeService } from '../service';
import { cloudWatch } from './cloudWatch';
import { ec2 } from './ec2';
import { ecs } from './ecs';
import { eventBridge } from './eventBridge';
import { loadBalancing } from './loadBalancing';
import { scaling } from './scaling';
import { scheduler } from './scheduler';
import { sqs } from './sqs';
import { stepFunctions } from './stepFunctions';

/** Every service that the fake answers for. */
export const FAKE_SERVICES: FakeService[] = [
  cloudWatch,
  ec2,
  ecs,
  eventBridge,
  loadBalancing,
  scaling,
  scheduler,
  sqs,
  stepFunctions,
];
