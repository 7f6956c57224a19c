import { startJobOnFake } from './emulatedJob';
import { tellJobStory } from './jobStory';

jest.setTimeout(240_000);

describe('a cron job, from its host to EventBridge Scheduler', () => {
  tellJobStory(startJobOnFake, { canFallSilent: true });
});
