import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ja from '../ja';
import { saidMessages } from './index.en';
import { createReader } from './readSaid';
import { translateSaid } from './translateSaid';

const read = createReader(saidMessages);
const japanese = ja as Record<string, string>;

/** Values stay as they are but for their kind, which stands before each. */
const translate = (text: string, readOne = read) =>
  translateSaid(text, readOne, {
    sentence: (key, values) =>
      japanese[key].replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]),
    value: (kind, value) =>
      ['at', 'day', 'state', 'place', 'places'].includes(kind)
        ? `<${value}>`
        : value,
    stop: '。',
  });

/** How many sentences are tried, and found, before a text is given up. */
function stepsFor(text: string): number {
  let steps = 0;
  translate(text, (one, accepts = () => true) => {
    steps += 1;
    return read(one, said => {
      steps += 1;
      return accepts(said);
    });
  });
  return steps;
}

describe('sentences of the server', () => {
  it.each([
    [
      'Nothing ran for 12 Feb 2026 10:20 (Asia/Tokyo).',
      '<12 Feb 2026 10:20 (Asia/Tokyo)> の予定時刻に、何も実行されませんでした。',
    ],
    [
      'It ran 2 times for 12 Feb 2026 04:15 (Asia/Tokyo). Both sides are active; the next double run is at 13 Feb 2026 04:15 (Asia/Tokyo).',
      '<12 Feb 2026 04:15 (Asia/Tokyo)> の予定で 2 回実行されました。両側が稼働しています。次の二重実行は <13 Feb 2026 04:15 (Asia/Tokyo)> です。',
    ],
    [
      'Git and host differ: crontabs/batch, line 49 says 0 6 * * 1-5 (Asia/Tokyo), bat000 says 30 6 * * 1-5.',
      'Git とホストが異なります。<crontabs/batch, line 49> は 0 6 * * 1-5(Asia/Tokyo)、bat000 は 30 6 * * 1-5 です。',
    ],
    [
      "The line is enabled, but cron ignores the whole of etc/cron.d/news-batch-monitor on bat000 (Debian's cron ignores the whole file, so none of its jobs runs. First cause, line 9: Bad minute `*/1o`: `1o` is neither a number nor a name): so it does not run; it is due at 12 Feb 2026 10:40 (Asia/Tokyo).",
      '行は有効ですが、cron が<etc/cron.d/news-batch-monitor on bat000> 全体を無視しています(Debian の cron がファイル全体を無視するため、この中のジョブはどれも実行されません。最初の原因は 9 行目: 分 `*/1o` が正しくありません。`1o` は数値でも名前でもありません)。そのため実行されません。次の予定は <12 Feb 2026 10:40 (Asia/Tokyo)> です。',
    ],
    [
      'The hosts behind sidekiq-long on rails-back differ: it is active on i-a, missing on i-b.',
      'グループのホスト間で異なります。<sidekiq-long on rails-back>: i-a では有効、i-b には存在しません。',
    ],
    [
      'No path is named; a program may still use some. Put what it reads into the image or S3, and write to S3 or the log; then attest it.',
      'パスの記述はありませんが、プログラムが使うかもしれません。読むものはイメージか S3 に置き、書き込みは S3 かログにして、確認したことを証言してください。',
    ],
    [
      'Memory: unknown; Fargate has at most 122880 MiB and 16 vCPU. Measure its peak; split the work if it is more.',
      'メモリー: unknown。Fargate の上限は 122880 MiB、16 vCPU です。ピークを測り、上限を超えるなら処理を分けてください。',
    ],
    [
      'It was last seen active at 29 Jan 2026 10:20 (Asia/Tokyo), and nobody has looked since.',
      '最後に見たのは <29 Jan 2026 10:20 (Asia/Tokyo)>(<active>)で、その後は誰も見ていません。',
    ],
    // What a platform told of the cause stays in its words.
    [
      'Not asked in this round, because the probe failed 3 times: AccessDenied. Try later',
      'プローブが 3 回失敗したため、今回は観測していません: AccessDenied. Try later',
    ],
    [
      'The metrics could not be read: AWS refused cloudwatch:GetMetricData for 111122223333/ap-northeast-1: allow it for the role that the portal uses there. User is not authorized',
      '指標を読めませんでした: AWS が 111122223333/ap-northeast-1 での cloudwatch:GetMetricData を拒否しました。ポータルがそこで使うロールに許可してください。User is not authorized',
    ],
    [
      'canary.guardrails[0].limit: must say where the target may not go beyond',
      'canary.guardrails[0].limit: 移行先が超えてはならない限度を書いてください',
    ],
    [
      'decision.candidates[1].adopted: must be a day as YYYY-MM-DD',
      'decision.candidates[1].adopted: YYYY-MM-DD の形式で日付を書いてください',
    ],
  ])('%s', (text, expected) => expect(translate(text)).toBe(expected));

  it.each([
    [''],
    ['Somebody else wrote this.'],
    ['Nothing ran for ever.'],
    ['Nothing ran for 12 Feb 2026 10:20 (Asia/Tokyo). And nobody knows why.'],
    ['notes: nothing of the kind'],
    [`Nothing ran for ${'x'.repeat(5000)}.`],
  ])('leaves %.40s to those who wrote it', text =>
    expect(translate(text)).toBeNull(),
  );

  // Four times as long a text: 4 is linear, 16 quadratic.
  it.each([
    ['the beginning of a sentence', 'Git and host differ: '],
    ['what could end one', 'a. '],
    ['a sentence', 'Nothing ran for 12 Feb 2026 10:20 (Asia/Tokyo). '],
    [
      'one in another',
      'Not asked in this round, because the probe failed 3 times: ',
    ],
  ])('costs no more steps than it is long, full of %s', (_, part) => {
    const times = Math.floor(3900 / part.length / 4);
    const few = stepsFor(part.repeat(times));
    expect(stepsFor(part.repeat(4 * times))).toBeLessThanOrEqual(5 * few);
  });
});

/** What the server's packages are written in, with quotes as they are read. */
function serverText(): string {
  const plugins = path.resolve(__dirname, '../../../..');
  const files = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return files(file);
      const isSource = /\.ts$/.test(file) && !/\.(test|suite)\.ts$/.test(file);
      return isSource ? [file] : [];
    });
  return readdirSync(plugins)
    .filter(name => name !== 'batch-migration')
    .flatMap(name => files(path.join(plugins, name, 'src')))
    .map(file => readFileSync(file, 'utf8'))
    .join('\n')
    .replace(/\\(['`"\\])/g, '$1');
}

/** What stands between the values. */
const wordsOf = (text: string) =>
  text
    .split(/\{\{\w+\}\}/)
    .map(literal => literal.trim())
    .filter(Boolean);

/** Two words in a row, without the values between them. */
const windowsOf = (text: string) =>
  text.split(/\{\{\w+\}\}|[,;:.]/).flatMap(literal => {
    const words = literal.split(' ').filter(Boolean);
    return words.slice(1).map((_, at) => words.slice(at, at + 2).join(' '));
  });

describe('each sentence that is translated', () => {
  const server = serverText();
  const all = Object.entries(saidMessages).flatMap(([area, texts]) =>
    Object.entries(texts).map(([code, text]) => [`${area}.${code}`, text]),
  );

  /** Put together from single words, or said by the collector, a browser or people of the estate. */
  const elsewhere =
    /^(findings\.good-|crontab\.bad-(minute|hour|day|month|weekday)|seen\.permission-denied|requests\.(failed-fetch|network)|files\.(retires-instance|platform-retired))/;

  // The server may put one together from parts, and rewords it as a whole.
  it.each(all.filter(([code]) => !elsewhere.test(code)))(
    '%s stands in the server',
    (_, text) => {
      const pairs = windowsOf(text);
      // One word alone has no pair: then it is looked for as it stands.
      const wanted = pairs.length > 0 ? pairs : wordsOf(text);
      const found = wanted.filter(words => server.includes(words));
      expect(wanted).not.toEqual([]);
      expect(found.length).toBeGreaterThanOrEqual(wanted.length / 2);
    },
  );
});
