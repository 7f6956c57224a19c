/**
 * Sentences of the server, by area and code. The pages know a sentence by
 * these words, and say it in the reader's language.
 */
import { saidApprovalsMessages } from './approvals.en';
import { saidCanaryMessages } from './canary.en';
import { saidCrontabMessages } from './crontab.en';
import { saidDangersMessages } from './dangers.en';
import { saidExpressionsMessages } from './expressions.en';
import { saidFilesMessages } from './files.en';
import { saidFindingsMessages } from './findings.en';
import { saidFitMessages } from './fit.en';
import { saidHandoverMessages } from './handover.en';
import { saidHistoryMessages } from './history.en';
import { saidPlansMessages } from './plans.en';
import { saidRequestsMessages } from './requests.en';
import { saidSchedulesMessages } from './schedules.en';
import { saidSeenMessages } from './seen.en';

export const saidMessages = {
  dangers: saidDangersMessages,
  findings: saidFindingsMessages,
  seen: saidSeenMessages,
  crontab: saidCrontabMessages,
  schedules: saidSchedulesMessages,
  expressions: saidExpressionsMessages,
  fit: saidFitMessages,
  files: saidFilesMessages,
  handover: saidHandoverMessages,
  plans: saidPlansMessages,
  history: saidHistoryMessages,
  requests: saidRequestsMessages,
  canary: saidCanaryMessages,
  approvals: saidApprovalsMessages,
} as const;

/** Parts that stand in many of the sentences. */
export const saidPartMessages = {
  placeOn: '{{name}} on {{host}}',
  line: '{{place}}, line {{line}}',
  andMore: '{{names}} and {{more}} more',
  localTime: '{{at}} ({{zone}})',
  /** What ends a sentence. */
  stop: '.',
} as const;
