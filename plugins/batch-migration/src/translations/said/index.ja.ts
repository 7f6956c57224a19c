/** サーバーの文。分野とコードごとに。 */
import { saidApprovalsJa } from './approvals.ja';
import { saidCanaryJa } from './canary.ja';
import { saidCrontabJa } from './crontab.ja';
import { saidDangersJa } from './dangers.ja';
import { saidExpressionsJa } from './expressions.ja';
import { saidFilesJa } from './files.ja';
import { saidFindingsJa } from './findings.ja';
import { saidFitJa } from './fit.ja';
import { saidHandoverJa } from './handover.ja';
import { saidHistoryJa } from './history.ja';
import { saidPlansJa } from './plans.ja';
import { saidRequestsJa } from './requests.ja';
import { saidSchedulesJa } from './schedules.ja';
import { saidSeenJa } from './seen.ja';

export const saidJa = {
  'saidParts.placeOn': '{{host}} の {{name}}',
  'saidParts.line': '{{place}} の {{line}} 行目',
  'saidParts.andMore': '{{names}} ほか {{more}} 件',
  'saidParts.stop': '。',
  'saidParts.localTime': '{{at}} ({{zone}})',
  ...saidDangersJa,
  ...saidFindingsJa,
  ...saidSeenJa,
  ...saidCrontabJa,
  ...saidSchedulesJa,
  ...saidExpressionsJa,
  ...saidFitJa,
  ...saidFilesJa,
  ...saidHandoverJa,
  ...saidPlansJa,
  ...saidHistoryJa,
  ...saidRequestsJa,
  ...saidCanaryJa,
  ...saidApprovalsJa,
};
