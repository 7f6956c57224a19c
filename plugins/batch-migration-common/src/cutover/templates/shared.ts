/** Steps that several templates share. */
import { BY_PERSON, seen, type StepTemplate } from './template';

export const SOAK: StepTemplate = {
  id: 'soak',
  title: { en: 'Soak passed on the target', ja: '移行先での慣らし運転が合格' },
  instructions: {
    en: 'Wait. The old side stays switched off, and can be switched on again.',
    ja: '待ちます。旧側は止めたまま残し、いつでも戻せるようにしておきます。',
  },
  check: seen('soak-passed'),
  undo: null,
};

export const RUNBOOK: StepTemplate = {
  id: 'runbook',
  title: { en: 'Alerts and runbook moved', ja: 'アラートと手順書を移行' },
  instructions: {
    en: 'Alerts come from the target, and the runbook names it.',
    ja: 'アラートが移行先から届き、手順書も移行先を指しています。',
  },
  check: BY_PERSON,
  undo: {
    en: 'Point alerts and runbook to the old side again.',
    ja: 'アラートと手順書を旧側に戻します。',
  },
};

/** The last steps: nothing before them is final. */
export const remove = (what: { en: string; ja: string }): StepTemplate => ({
  id: 'remove-old',
  title: {
    en: `${what.en} removed`,
    ja: `${what.ja}を削除`,
  },
  instructions: {
    en: 'Remove it from the old host and from Git, with what only it needed. It does not come back.',
    ja: '旧ホストと Git から、それだけが必要としていたものと一緒に削除します。元には戻りません。',
  },
  check: seen('legacy-absent'),
  undo: 'final',
});

export const GRANTS: StepTemplate = {
  id: 'revoke-grants',
  title: {
    en: 'Grants of the old host revoked',
    ja: '旧ホストの権限を取り消し',
  },
  instructions: {
    en: 'Revoke database users, keys and security group rules that only the old side used.',
    ja: '旧側だけが使っていたデータベースユーザー、鍵、セキュリティグループのルールを取り消します。',
  },
  check: BY_PERSON,
  undo: 'final',
};
