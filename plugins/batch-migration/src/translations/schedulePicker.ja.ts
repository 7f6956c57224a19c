export const schedulePickerJa = {
  'schedulePicker.label': 'スケジュール',
  'schedulePicker.hint':
    'ホストから読み取りました。開くと別の書き方にできます。',
  'schedulePicker.none':
    '先にワークロードを選んでください。スケジュールがここに表示されます。',
  'schedulePicker.mode': '指定方法',
  'schedulePicker.modes.host': 'ホストのまま',
  'schedulePicker.modes.cron': 'cron',
  'schedulePicker.modes.every': '一定間隔',
  'schedulePicker.modes.once': '一回のみ',
  'schedulePicker.parts.minute': '分',
  'schedulePicker.parts.hour': '時',
  'schedulePicker.parts.dayOfMonth': '日',
  'schedulePicker.parts.month': '月',
  'schedulePicker.parts.dayOfWeek': '曜日',
  'schedulePicker.parts.year': '年',
  'schedulePicker.every': '間隔',
  'schedulePicker.unit': '単位',
  'schedulePicker.units.minute': '分',
  'schedulePicker.units.hour': '時間',
  'schedulePicker.units.day': '日',
  'schedulePicker.at': '日時',
  'schedulePicker.zone': 'タイムゾーン',
  'schedulePicker.problem': 'スケジュールとして読めません: {{message}}',
  'schedulePicker.noZone':
    '{{zone}} はタイムゾーンではありません。例: Asia/Tokyo',
  'schedulePicker.next_one': '次の実行({{zone}})',
  'schedulePicker.next_other': '次の {{count}} 回({{zone}})',
  'schedulePicker.never': '実行されることはありません。',
  'schedulePicker.fromSwitch': '有効にした時点から数えます。',
  'schedulePicker.same': 'ホストと同じ',
  'schedulePicker.sameLong':
    'ホストの {{host}} と同じ時刻です({{years}} 年分を比較)',
  'schedulePicker.notCompared': 'まだ比較していません',
  'schedulePicker.differs': 'ホストと異なる時刻',
  'schedulePicker.differsLegacy':
    '同じではありません: {{at}} はホストだけが実行します',
  'schedulePicker.differsTarget':
    '同じではありません: {{at}} は移行先だけが実行します',
  'schedulePicker.differsHow':
    '時刻の異なるスケジュールは、ワークロードの計画で二人の合意により決めます。ここでは受け付けません。',
  'schedulePicker.back': 'ホストの設定に戻す',
  'schedulePicker.clocks':
    '{{zone}} には時刻の切り替えがあります。切り替わる夜を確認してください',
  'schedulePicker.noClocks':
    '{{zone}} に夏時間はありません。抜けも重複も起きません',
  'schedulePicker.off':
    '無効の状態で作成されます。開始時刻は切り替え計画で決まります',
  'schedulePicker.intended': '計画で合意済みのスケジュール',
};
