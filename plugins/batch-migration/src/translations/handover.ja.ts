/** 切替の計画の文言。 */
export const handoverJa = {
  'handover.title': '切替の計画',
  'handover.open': '切替へ',
  'handover.openOf': '切替へ: {{name}}',
  'handover.openSelected_one': '選択した {{count}} 件を切替',
  'handover.openSelected_other': '選択した {{count}} 件を切替',
  'handover.openServer': '切替を計画',
  'handover.runTimes': '実行時間',
  'handover.known': '{{all}} 件中 {{known}} 件が既知',
  'handover.nothingChosen':
    'ジョブを 1 件以上選んでください。切替できる時刻を探します。',
  'handover.updating': '更新中',
  'handover.jobs.title': 'ジョブ',
  'handover.jobs.hint_one': '{{count}} 件中 {{chosen}} 件を選択',
  'handover.jobs.hint_other': '{{count}} 件中 {{chosen}} 件を選択',
  'handover.jobs.choose': '{{name}} を選ぶ',
  'handover.jobs.cut_one':
    '構築済みのジョブのうち最初の {{count}} 件を表示しています。',
  'handover.jobs.cut_other':
    '構築済みのジョブのうち最初の {{count}} 件を表示しています。',
  'handover.jobs.runsTwice': 'いま二重実行中。先に直してください',
  'handover.jobs.measured': '最長 {{duration}}',
  'handover.jobs.measuredBy': '実測: {{basis}}',
  'handover.jobs.attested': '最長 {{duration}} (証言)',
  'handover.jobs.attestedBy': '{{basis}} の証言、{{at}} まで有効',
  'handover.jobs.attestedForEver': '{{basis}} の証言',
  'handover.jobs.unknown': '最長の実行時間が不明',
  'handover.jobs.notRead': '未確認',
  'handover.verdicts.moves': 'この時刻に切替できる',
  'handover.verdicts.warned': 'この時刻に切替できるが、先に確認することがある',
  'handover.verdicts.guard': 'ガードを使って切替できる',
  'handover.verdicts.pause': '一時停止して切替できる',
  'handover.verdicts.later': 'この時刻には切替できない',
  'handover.verdicts.refused': 'まだ切替できない',
  'handover.verdicts.unchosen': '選択していない',
  'handover.verdicts.open': 'まだ計画していない',
  'handover.duration.seconds': '{{seconds}} 秒',
  'handover.attest.label': '証言する',
  'handover.attest.renew': '更新する',
  'handover.attest.labelOf': '{{name}} の最長の実行時間を証言する',
  'handover.attest.renewOf': '{{name}} の証言を更新する',
  'handover.attest.title': '{{name}} の最長の実行時間',
  'handover.attest.why':
    '実行の終わりを観測したプローブがありません。あなたの証言が、期限までお名前とともに観測の代わりとなり、計画の根拠になります。',
  'handover.attest.seconds': '最長の実行時間 (秒)',
  'handover.attest.secondsHelp':
    'ロック待ちと sleep を含めます。短めより長めに',
  'handover.attest.reason': '根拠',
  'handover.attest.reasonHelp': '例: 1 月のログで最長 41 分',
  'handover.attest.expires': '有効期限',
  'handover.attest.expiresHelp':
    '1 年先まで。切替はこれより前でなければなりません',
  'handover.attest.save': '証言する',
  'handover.attest.cancel': 'キャンセル',
  'handover.attest.refused': '保存できませんでした: {{message}}',
  'handover.attest.badSeconds':
    '1 から 604,800 までの整数 (秒) を入力してください',
  'handover.attest.noReason': '根拠を入力してください',
  'handover.attest.badExpiry': '明日から 1 年先までの日付を入力してください',
  'handover.windows.title': '時間帯',
  'handover.windows.hint': '切替できる件数の多い順',
  'handover.windows.none':
    '今後 {{days}} 日間に、間隔のあるジョブはありません。',
  'handover.windows.range': '{{from}} – {{to}}',
  'handover.windows.fits': '{{all}} 件中 {{fit}} 件',
  'handover.windows.quiet': '静か: 始まる実行なし、4 週間の利用なし',
  'handover.windows.runs_zero': '始まる実行なし',
  'handover.windows.runs_one': '始まる実行 {{count}} 回',
  'handover.windows.runs_other': '始まる実行 {{count}} 回',
  'handover.windows.uses_zero': '4 週間の利用なし',
  'handover.windows.uses_one': '4 週間の利用 {{count}} 回',
  'handover.windows.uses_other': '4 週間の利用 {{count}} 回',
  'handover.windows.both': '{{runs}}、{{uses}}',
  'handover.windows.notBefore': '{{at}} より前は探しません。',
  'handover.windows.anyTime': 'いつでもよい',
  'handover.windows.within': '探す期間',
  'handover.windows.days_one': '{{count}} 日間',
  'handover.windows.days_other': '{{count}} 日間',
  'handover.windows.settle': '実行後の待ち',
  'handover.windows.margin': '実行前の余裕',
  'handover.windows.raised': '下限の {{duration}}で計算しています',
  'handover.verdict.can_one':
    '{{count}} 件中 {{fit}} 件を {{at}} に、実行漏れも二重実行もなく切替できます',
  'handover.verdict.can_other':
    '{{count}} 件中 {{fit}} 件を {{at}} に、実行漏れも二重実行もなく切替できます',
  'handover.verdict.windows_one':
    '{{count}} 件中 {{fit}} 件を、最初は {{at}} に、実行漏れも二重実行もなく切替できます',
  'handover.verdict.windows_other':
    '{{count}} 件中 {{fit}} 件を、最初は {{at}} に、実行漏れも二重実行もなく切替できます',
  'handover.verdict.held_one':
    '{{count}} 件中 {{fit}} 件を {{at}} に切替できます。二重実行はありませんが、見送る実行があります',
  'handover.verdict.held_other':
    '{{count}} 件中 {{fit}} 件を {{at}} に切替できます。二重実行はありませんが、見送る実行があります',
  'handover.verdict.none_one': '選んだジョブは {{at}} には切替できません',
  'handover.verdict.none_other':
    '選んだ {{count}} 件はどれも {{at}} には切替できません',
  'handover.verdict.never_one': '選んだジョブはまだ切替できません',
  'handover.verdict.never_other':
    '選んだ {{count}} 件はどれもまだ切替できません',
  'handover.verdict.unsafe':
    'このまま切替しないでください。シミュレーションで問題が見つかりました',
  'handover.verdict.unproven':
    '未検証です。シミュレーションできる実行がありませんでした',
  'handover.verdict.simulated_one':
    '切替の前後 {{days}} 日間を、時計のずれ、編集の遅れ、重複配信を加えて 1 回シミュレーションしました: 予定 {{due}} 回、漏れ {{missed}}、二重 {{doubled}}。',
  'handover.verdict.simulated_other':
    '切替の前後 {{days}} 日間を、時計のずれ、編集の遅れ、重複配信を加えて {{count}} 回シミュレーションしました: 予定 {{due}} 回、漏れ {{missed}}、二重 {{doubled}}。',
  'handover.verdict.overlapped_one':
    '旧側の実行中に新側の実行が {{count}} 回始まりました。',
  'handover.verdict.overlapped_other':
    '旧側の実行中に新側の実行が {{count}} 回始まりました。',
  'handover.verdict.heldRuns_one': '一時停止で見送る実行 {{count}} 回。',
  'handover.verdict.heldRuns_other': '一時停止で見送る実行 {{count}} 回。',
  'handover.verdict.stays_one': '{{names}} は残ります。',
  'handover.verdict.stays_other': '{{names}} は残ります。',
  'handover.verdict.staysMore_one': '{{names}} ほか {{count}} 件は残ります。',
  'handover.verdict.staysMore_other': '{{names}} ほか {{count}} 件は残ります。',
  'handover.verdict.copy': '手順書としてコピー',
  'handover.verdict.copied': 'コピーしました',
  'handover.verdict.copyByHand': '手順書 (Markdown)',
  'handover.verdict.close': '閉じる',
  'handover.verdict.nothingChanges':
    'このページは何も切り替えません。切替は人とデプロイが手順ごとに行います。',
  'handover.timeline.title': '1 回の編集、1 つの時刻',
  'handover.timeline.edits_one': '編集 {{count}} 回',
  'handover.timeline.edits_other': '編集 {{count}} 回、1 分おき',
  'handover.timeline.hint': '{{zone}}。中央は等尺、両端は等尺ではありません',
  'handover.timeline.chart': '切替の図',
  'handover.timeline.help':
    '左右の矢印キーで時刻を 1 分動かし、上下でジョブを移り、Home と End で範囲の両端へ、Escape で離れます。',
  'handover.timeline.earlier': '1 分早める',
  'handover.timeline.later': '1 分遅らせる',
  'handover.timeline.range': '最早 {{earliest}}、最遅 {{latest}}',
  'handover.timeline.fixed': 'ここでは時刻を動かせません。',
  'handover.timeline.moved': '{{at}}、{{all}} 件中 {{fit}} 件が切替可能',
  'handover.timeline.lastLegacy': '旧側の最後の実行',
  'handover.timeline.firstTarget': '新側の最初の実行',
  'handover.timeline.switch': '切替 {{at}}',
  'handover.timeline.noGap': '間隔なし',
  'handover.timeline.notThen': '時刻不可',
  'handover.timeline.refused': '不可',
  'handover.timeline.notPlanned': '計画なし',
  'handover.timeline.none': 'なし',
  'handover.timeline.legend.legacy': '旧側の実行',
  'handover.timeline.legend.target': '新側の実行',
  'handover.timeline.legend.gap': '切替できる間隔',
  'handover.timeline.legend.noGap': '間隔なし',
  'handover.timeline.legend.unknown': '最長の実行時間が不明',
  'handover.timeline.procedures.gap': '間隔',
  'handover.timeline.procedures.guard': 'ガードを使用',
  'handover.timeline.procedures.pause': '一時停止',
  'handover.timeline.moves':
    '{{name}}: 旧側の最後の実行は {{last}}、{{earliest}} から {{latest}} まで切替でき、新側の最初の実行は {{first}}',
  'handover.timeline.guards':
    '{{name}}: {{start}} からガードを使用、旧側の行は {{at}} に消え、新側の最初の実行は {{first}}',
  'handover.timeline.pauses_one':
    '{{name}}: {{at}} から {{start}} まで停止、見送る実行 {{count}} 回',
  'handover.timeline.pauses_other':
    '{{name}}: {{at}} から {{start}} まで停止、見送る実行 {{count}} 回',
  'handover.timeline.overlaps': '{{name}}: この期間に間隔がない。計画なし',
  'handover.timeline.waits': '{{name}}: この時刻には切替できない。計画なし',
  'handover.timeline.unknown': '{{name}}: 最長の実行時間が不明。計画なし',
  'handover.timeline.cut_one':
    '{{count}} 件中、最初の {{drawn}} 件を表示。全件は表にあります。',
  'handover.timeline.cut_other':
    '{{count}} 件中、最初の {{drawn}} 件を表示。全件は表にあります。',
  'handover.timeline.table.job': 'ジョブ',
  'handover.timeline.table.longest': '最長の実行時間',
  'handover.timeline.table.last': '旧側の最後の実行',
  'handover.timeline.table.from': '切替できる最早',
  'handover.timeline.table.until': '最遅',
  'handover.timeline.table.first': '新側の最初の実行',
  'handover.timeline.table.verdict': '判定',
  'handover.settle.title': '先に片付けること',
  'handover.settle.hint_one': '{{count}} 件',
  'handover.settle.hint_other': '{{count}} 件',
  'handover.settle.none': '先に片付けることはありません。',
  'handover.settle.leaveOut': '外す',
  'handover.settle.leaveOutOf': '{{name}} を外す',
  'handover.settle.openJob': 'ジョブを開く',
  'handover.settle.openJobOf': 'ジョブを開く: {{name}}',
  'handover.settle.lookFurther': '{{days}} 日先まで探す',
  'handover.settle.takeAt': '{{at}} にする',
  'handover.settle.planAlone': '単独で計画',
  'handover.settle.planAloneOf': '単独で計画: {{name}}',
  'handover.settle.held_one': '見送る実行: {{count}} 回',
  'handover.settle.held_other': '見送る実行: {{count}} 回',
  'handover.settle.differences_one':
    '切替後 2 週間に、片方のスケジュールだけにある実行が {{count}} 回あります。時計の変更か、意図した変更によるものです:',
  'handover.settle.differences_other':
    '切替後 2 週間に、片方のスケジュールだけにある実行が {{count}} 回あります。時計の変更か、意図した変更によるものです:',
  'handover.settle.more_one': 'ほか {{count}} 回',
  'handover.settle.more_other': 'ほか {{count}} 回',
  'handover.settle.titles.runs-twice': '{{name}} はいま二重に実行されています',
  'handover.settle.titles.no-longest-run':
    '{{name}} の最長の実行時間が不明です',
  'handover.settle.titles.attestation-expires':
    '{{name}} の証言の期限が早すぎます',
  'handover.settle.titles.unreadable-schedule':
    '{{name}} のスケジュールを読めません',
  'handover.settle.titles.no-target': '{{name}} には移行先か移行元がありません',
  'handover.settle.titles.rate-has-no-phase':
    '{{name}} の新しいスケジュールは rate です',
  'handover.settle.titles.schedules-differ':
    '{{name}} の新旧のスケジュールが異なります',
  'handover.settle.titles.never-runs': '{{name}} は実行されることがありません',
  'handover.settle.titles.order-is-circular': '{{name}} の順序が循環しています',
  'handover.settle.titles.unknown-job-in-order':
    '{{name}} が待つジョブが選ばれていません',
  'handover.settle.titles.moves-with-refused':
    '{{name}} は切替できないジョブと一緒に動きます',
  'handover.settle.titles.no-gap-then': '{{name}} はこの時刻に間隔がありません',
  'handover.settle.titles.no-gap': '{{name}} には間隔がありません',
  'handover.settle.titles.no-window': '{{name}} はこの期間に切替できません',
  'handover.settle.titles.guard': '{{name}} はガードを使って切替します',
  'handover.settle.titles.pause': '{{name}} は一時停止して切替します',
  'handover.settle.titles.differences':
    '{{name}} は切替後に新旧のスケジュールが異なります',
  'handover.settle.titles.warning': '{{name}} についての注意',
  'handover.settle.reasons.runs-twice':
    '両側が稼働しています。片側を止めると、切替の対象になります。',
  'handover.settle.reasons.no-longest-run':
    'これがないと、旧側の最後の実行がいつ終わったか誰にも分かりません。実測を待つか、最長の実行時間を証言してください。',
  'handover.settle.reasons.attestation-expires':
    '最長の実行時間は証言によるもので、切替の前に期限が切れます。証言を更新するか、早めに切替してください。',
  'handover.settle.reasons.unreadable-schedule':
    '実行時刻が分からないため、間隔を計算できません。',
  'handover.settle.reasons.no-target':
    '新旧両方のスケジュールが必要です。先に新側を作り、リンクしてください。',
  'handover.settle.reasons.rate-has-no-phase':
    'rate は StartDate から数えるため、旧側の時刻と一致しません。cron(…) で書いてください。',
  'handover.settle.reasons.schedules-differ':
    '新側は同じ時刻に実行されません。直すか、意図した変更であることを計画に書いてください。',
  'handover.settle.reasons.never-runs':
    '今後の実行予定がないため、切替の対象がありません。廃止するか、スケジュールを直してください。',
  'handover.settle.reasons.order-is-circular':
    '宣言された順序が一巡しているため、最初に動けるジョブがありません。',
  'handover.settle.reasons.unknown-job-in-order':
    '選ばれていないジョブのあとに動くと宣言されています。そのジョブを加えるか、順序から外してください。',
  'handover.settle.reasons.moves-with-refused':
    'ロックまたは順序を共有し、一緒に動く必要があります。先に相手を片付けるか、両方を外してください。',
  'handover.settle.reasons.no-gap-then':
    'この時刻の前後に予定または実行中のものがあるか、もう 1 回編集する余裕がありません。別の時刻にするか、ジョブを外してください。',
  'handover.settle.reasons.no-gap':
    'この期間のどの時刻でも、二重実行か実行漏れになります。単独で計画すると、ガードの使用や一時停止で切替できるか分かります。',
  'handover.settle.reasons.no-window':
    'この期間に安全な時刻が見つかりません。さらに先を探すか、実行の間隔を空けてください。',
  'handover.settle.sides.legacy': '旧スケジュールのみ',
  'handover.settle.sides.target': '新スケジュールのみ',
  'handover.steps.title': '手順',
  'handover.steps.reversible_one': '{{count}} 件、取り消し可能',
  'handover.steps.reversible_other': '{{count}} 件、すべて取り消し可能',
  'handover.steps.someFinal': '{{steps}} 件、うち {{final}} 件は取り消せません',
  'handover.steps.none': '切替できるジョブがないため、手順はありません。',
  'handover.steps.probe': 'プローブが確認',
  'handover.steps.person': '人が確認',
  'handover.steps.undo': '取り消し',
  'handover.steps.undoOf': '取り消し方: {{step}}',
  'handover.steps.final': '取り消せない',
  'handover.steps.check': '先に確認: {{check}}',
  'handover.steps.undoWith': '取り消すには: {{undo}}',
  'handover.steps.how': '確認',
  'handover.steps.details': '確認すること: {{step}}',
  'handover.steps.noneFinal':
    'ここに取り消せない手順はありません。後戻りできなくなるのは、確認期間のあと旧側の行を消すときです。',
  'handover.nothing.title': 'まだ切替できるものがありません',
  'handover.nothing.text':
    '新側が観測されたジョブがここにはありません。妨げているもの:',
  'handover.nothing.noJobs': 'ここに定期実行のジョブはありません。',
  'handover.nothing.more_one': 'ほか {{count}} 件',
  'handover.nothing.more_other': 'ほか {{count}} 件',
} as const;
