/** サーバーを停止できない理由の文言。 */
import type { verdictGroundsMessages } from './verdictGrounds.en';

type Key = keyof typeof verdictGroundsMessages;

export const verdictGroundsJa: Record<`verdictGrounds.${Key}`, string> = {
  'verdictGrounds.never-read':
    'このサーバーではワークロードが一度も観測されていません。先にインベントリを読み込んでください。',
  'verdictGrounds.retained': '判断により存置 {{number}} 件: {{names}}',
  'verdictGrounds.only-here':
    'ここだけで動き、移行先では動いていない {{number}} 件: {{names}}',
  'verdictGrounds.active-on-both':
    'ここと移行先の両方で有効 {{number}} 件: {{names}}',
  'verdictGrounds.not-seen':
    '観測できず、動いているものとして数える {{number}} 件: {{names}}',
  'verdictGrounds.line-still-here':
    '移行済みだが、ここに行が残っている {{number}} 件: {{names}}',
  'verdictGrounds.more': '{{names}} ほか {{rest}} 件',
  'verdictGrounds.gone-unseen':
    'ここからは消え、ほかで動くのも観測されていない {{number}} 件: {{names}}',
};
