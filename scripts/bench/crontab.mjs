/** Reading a large crontab. */
import { medianTime, source, timeOf } from './rounds.mjs';

const LINES = 100_000;
const COMMANDS = [
  'cd /srv/app && bundle exec rake digest:send >> /var/log/digest.log 2>&1',
  'flock -n /tmp/sync.lock timeout 300 /usr/local/bin/sync --all',
  '/usr/bin/php /srv/www/artisan report:daily --date=$(date +\\%F)',
  'nice -n 10 python3 -m exports.run > /dev/null',
  '/opt/jobs/cleanup.sh',
];

/** A crontab of so many lines: mostly jobs, with comments, settings and blanks. */
function crontab(lines) {
  return Array.from({ length: lines }, (_, i) => {
    const schedule = `${i % 60} ${i % 24} ${1 + (i % 28)} * ${i % 7}`;
    const job = `${schedule} ${COMMANDS[i % COMMANDS.length]} # ${i}`;
    if (i % 20 === 0) return '';
    if (i % 20 === 5) return `# job number ${i}`;
    if (i % 20 === 10) return `# ${job}`;
    if (i % 200 === 15) return `NAME_${i % 100}="value ${i}"`;
    return job;
  })
    .concat('')
    .join('\n');
}

export function* crontabRows() {
  const { parseCrontab } = source('cron/index.ts');
  const options = { dialect: 'user', timezone: 'Asia/Tokyo' };
  const whole = crontab(LINES);
  const half = crontab(LINES / 2);
  const read = text => () => parseCrontab(text, options);
  const settings = { rounds: 7, warmUp: 2 };
  const time = medianTime(read(whole), settings);
  yield {
    name: 'parseCrontab of a file of 100,000 lines',
    value: (LINES / time) * 1000,
    unit: 'lines/s',
    target: 200_000,
    better: 'higher',
  };
  // 2 is linear, 4 is quadratic; the rest is room for the machine's other load.
  yield {
    name: 'parseCrontab of 100,000 lines against 50,000 lines',
    value: growth(read(whole), read(half)),
    unit: '×',
    target: 2.6,
    better: 'lower',
  };
  yield* hostileRows();
}

/**
 * How much longer one piece of work takes than another: the shortest of
 * several calls of each, in turns, because other load only ever adds to a time.
 */
function growth(work, smaller) {
  const times = Array.from({ length: 9 }, () =>
    [work, smaller].map(onCleanHeap),
  );
  const least = index => Math.min(...times.map(each => each[index]));
  return least(0) / least(1);
}

/** What the calls before left behind is not of this one. */
function onCleanHeap(work) {
  globalThis.gc();
  return timeOf(work);
}

/** Pieces that nest or never end, for each reader. */
function* hostileRows() {
  const { parseCrontab, parseSystemdTimer } = source('cron/index.ts');
  const readers = [
    [
      'parseCrontab of one line of open quotes',
      text => {
        const [job] = parseCrontab(`0 3 * * * ${text}`, {
          dialect: 'user',
        }).jobs;
        return job?.wrappers;
      },
    ],
    [
      'parseSystemdTimer of one continued setting',
      text =>
        parseSystemdTimer(`[Timer]\n${text.replaceAll('`', '\\\n')}`, {
          unit: 'x.timer',
        }),
    ],
  ];
  for (const [name, read] of readers) {
    const piece = '"\'$(`';
    const whole = piece.repeat(400_000);
    const half = piece.repeat(200_000);
    yield {
      name: `${name}, against half of it`,
      value: growth(
        () => read(whole),
        () => read(half),
      ),
      unit: '×',
      target: 3,
      better: 'lower',
    };
  }
}
