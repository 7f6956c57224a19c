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
/** What commands begin with: such a word is no user, and what follows a user. */
const PROGRAMS = new Set(
  `. [ [[ : awk aws bash bundle cat cd certbot chronic chpst composer cp cronic cronitor curl date
  docker echo env envdir exec export find firejail flock if ionice java kill kubectl lockrun
  logrotate make mkdir mv mysqldump nice node nohup npm npx perl pg_dump php poetry python python2
  python3 rails rake rm rsync ruby run-parts screen setsid sh sleep source stdbuf su sudo systemctl
  tar taskset test time timeout touch unbuffer wget xvfb-run yarn zsh`.split(
    /\s+/,
  ),
);
const USER_NAME = /^[a-z_][a-z0-9_-]{0,31}$/;
/** In the head of a crontab that came with a user column. */
const SYSTEM_HEAD =
  /^#.*(?:system-wide crontab|\bdow\b.*\buser(?:-?name)?\b)/im;
const MAX_LINES = 2000;

/** How far the first word after a schedule reads as a user. */
function userEvidence(command: string): 'known' | 'probable' | null {
  const [word, next = ''] = command.split(/[ \t]+/, 2);
  if (SYSTEM_USERS.has(word)) return 'known';
  if (!USER_NAME.test(word) || PROGRAMS.has(word)) return null;
  const isProgram = PROGRAMS.has(next) || /\/s?bin\/[^/]+$/.test(next);
  return isProgram || command.includes(`/home/${word}/`) ? 'probable' : null;
}

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
  const commands: string[] = [];
  for (const line of text.split('\n', MAX_LINES)) {
    const entry = readEntry(line.trimStart(), {
      cron: 'debian',
      dialect: 'user',
    });
    if (entry.ok) commands.push(entry.rawCommand.slice(0, 500));
  }
  if (commands.length === 0) {
    return {
      dialect: 'user',
      certainty: 'unsure',
      reason: 'No job can be read.',
    };
  }
  const evidence = commands.map(userEvidence).filter(found => found !== null);
  const users = evidence.length;
  const count = `${users} of ${commands.length} jobs`;
  if (users === commands.length) {
    const areKnown = evidence.every(found => found === 'known');
    return {
      dialect: 'system',
      certainty: areKnown ? 'sure' : 'likely',
      reason: areKnown
        ? `The word after the schedule is a user in ${count}.`
        : `A name stands between schedule and program in ${count}.`,
    };
  }
  if (users === 0) {
    const certainty = commands.every(command => /^\S*[/=$.~]/.test(command))
      ? 'sure'
      : 'likely';
    return {
      dialect: 'user',
      certainty,
      reason: 'No word after a schedule is a user that is known.',
    };
  }
  if (users * 2 >= commands.length && SYSTEM_HEAD.test(text)) {
    return {
      dialect: 'system',
      certainty: 'likely',
      reason: `Its head names a user column, and the word after the schedule is a user in ${count}.`,
    };
  }
  return {
    dialect: users * 2 > commands.length ? 'system' : 'user',
    certainty: 'unsure',
    reason: `The word after the schedule is a user in ${count} only.`,
  };
}
