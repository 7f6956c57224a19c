import { readEntry } from './crontabLine';
import type { CrontabDialect } from './types';

export interface DialectGuess {
  dialect: CrontabDialect;
  /** `sure` where the path or every line tells. */
  certainty: 'sure' | 'likely' | 'unsure';
  /** What the guess rests on, as a sentence. */
  reason: string;
}

const SYSTEM_PATH = /(?:^|\/)etc\/(?:ana)?crontab$|(?:^|\/)cron\.d\//;
const USER_PATH = /(?:^|\/)(?:var\/spool\/cron|crontabs)\//;
/** Users that hosts have; a command of the same name is hardly ever scheduled. */
const SYSTEM_USERS = new Set(
  'root nobody daemon www-data apache nginx mysql postgres redis mail git deploy ec2-user ubuntu admin'.split(
    ' ',
  ),
);
const MAX_LINES = 2000;

/**
 * Whether a crontab has a user column. The path decides where it is known;
 * else the sixth word of each job is looked at.
 */
export function guessDialect(text: string, path = ''): DialectGuess {
  if (SYSTEM_PATH.test(path)) {
    return {
      dialect: 'system',
      certainty: 'sure',
      reason: `${path} is a system crontab.`,
    };
  }
  if (USER_PATH.test(path)) {
    return {
      dialect: 'user',
      certainty: 'sure',
      reason: `${path} is the crontab of a user.`,
    };
  }
  const words: string[] = [];
  for (const line of text.split('\n', MAX_LINES)) {
    const entry = readEntry(line.trimStart(), {
      cron: 'debian',
      dialect: 'user',
    });
    if (entry.ok) words.push(/^\S*/.exec(entry.rawCommand)?.[0] ?? '');
  }
  if (words.length === 0) {
    return {
      dialect: 'user',
      certainty: 'unsure',
      reason: 'No job can be read.',
    };
  }
  const users = words.filter(word => SYSTEM_USERS.has(word)).length;
  const count = `${users} of ${words.length} jobs`;
  if (users === words.length) {
    return {
      dialect: 'system',
      certainty: 'sure',
      reason: `The word after the schedule is a user in ${count}.`,
    };
  }
  if (users === 0) {
    const certainty = words.every(word => /[/=$.~]/.test(word))
      ? 'sure'
      : 'likely';
    return {
      dialect: 'user',
      certainty,
      reason: 'No word after a schedule is a user that is known.',
    };
  }
  return {
    dialect: users * 2 > words.length ? 'system' : 'user',
    certainty: 'unsure',
    reason: `The word after the schedule is a user in ${count} only.`,
  };
}
