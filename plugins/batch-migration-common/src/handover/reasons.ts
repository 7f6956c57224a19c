/** Why a job moves by its procedure, in words. */
import type { HandoverCause } from './plan';

export type HandoverLanguage = 'en' | 'ja';

const PAUSE = {
  en: 'It stands still until its last old run has surely ended; the plan names the ticks that this costs.',
  ja: '最後の旧側の実行が確実に終わるまで止めます。そのために失う実行時刻は計画に示します。',
};

/** A sentence; `because` is the job that keeps the others from the guard. */
const REASONS: Record<
  HandoverLanguage,
  Record<HandoverCause, (because: string) => string>
> = {
  en: {
    'has-gap': () =>
      'The last old run has surely ended before the switch, and the next tick comes after it with the margin.',
    'no-gap': () =>
      'It runs too often for a gap. Both sides go behind the guard and claim each tick before they run it, so each tick runs once, whichever side comes first.',
    'host-without-tls': because =>
      `It runs too often for a gap, and the host of ${because} has no TLS 1.2 and cannot reach the guard. ${PAUSE.en}`,
    'host-tls-unknown': because =>
      `It runs too often for a gap, and nobody knows whether the host of ${because} has TLS 1.2 to reach the guard. ${PAUSE.en}`,
    'schedule-changes': because =>
      `It runs too often for a gap, and the ticks of ${because} change, so the guard could not tell that two are the same. ${PAUSE.en}`,
  },
  ja: {
    'has-gap': () =>
      '切り替えの前に最後の旧側の実行が確実に終わり、次の実行時刻は余裕をおいてその後に来ます。',
    'no-gap': () =>
      '実行が頻繁で隙間がありません。両側をガードの後ろに置き、実行前に実行時刻を確保させるので、どちらが先でも各時刻は一度だけ実行されます。',
    'host-without-tls': because =>
      `実行が頻繁で隙間がなく、${because} のホストは TLS 1.2 がないためガードに届きません。${PAUSE.ja}`,
    'host-tls-unknown': because =>
      `実行が頻繁で隙間がなく、${because} のホストに TLS 1.2 があるか分かりません。${PAUSE.ja}`,
    'schedule-changes': because =>
      `実行が頻繁で隙間がなく、${because} の実行時刻が変わるため、ガードは同じ時刻かどうか判断できません。${PAUSE.ja}`,
  },
};

export function reasonOf(
  cause: HandoverCause,
  because: string,
  language: HandoverLanguage,
): string {
  return REASONS[language][cause](because);
}
