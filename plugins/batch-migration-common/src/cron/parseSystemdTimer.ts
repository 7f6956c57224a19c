/** Reads a systemd timer into the same model as crontabs. */
import { isNever } from './occurrences';
import { compileSystemd, MONOTONIC_EVENTS } from './systemdExpression';
import {
  expandSpecifiers,
  isTemplateUnit,
  serviceOf,
  unitName,
  type UnitName,
} from './systemdNames';
import { readService, type SystemdService } from './systemdService';
import { spanMilliseconds, systemdBoolean } from './systemdSpan';
import { readUnit, type UnitSetting, type UnitText } from './systemdUnit';
import type { CrontabIssue, IssueSeverity, ScheduleSpec } from './types';

export interface SystemdTimerOptions {
  /** The unit's file name, for example `gen_feeds@off.timer`. */
  unit: string;
  /** The host's zone, an IANA name; `UTC` by default. */
  timezone?: string;
  /** Text of the service that it starts. */
  service?: string;
  /** Texts of its drop-ins (`<unit>.d/*.conf`), in the order of their names. */
  dropIns?: string[];
}

/** One condition that starts the job; several are alternatives. */
export interface SystemdTrigger {
  /** 1-based line in its file. */
  line: number;
  /** 0 is the unit itself, 1 the first drop-in. */
  file: number;
  /** `OnCalendar`, `OnBootSec`, … */
  setting: string;
  scheduleSpec: ScheduleSpec;
}

/** What a timer starts, and when. */
export interface SystemdJob {
  /** Of the first trigger. */
  line: number;
  name: string;
  /** The timer's own name. */
  unit: string;
  /** A template starts nothing by itself: each instance is a job of its own. */
  isTemplate: boolean;
  /** The unit that it starts. */
  activates: string;
  /** In the order of the file. Never empty. */
  triggers: SystemdTrigger[];
  timezone: string;
  /** A time that was missed while the host was off runs at the next start. */
  persistent: boolean;
  /** Each start is delayed by up to so much, drawn anew unless fixed. */
  randomizedDelaySeconds: number;
  fixedRandomDelay: boolean;
  /** systemd may start it so much later to wake the machine less often. */
  accuracySeconds: number;
  /** `ExecStart=` lines joined with `&&`; `null` where the service was not given. */
  command: string | null;
  user: string | null;
  workingDirectory: string | null;
  environment: Readonly<Record<string, string>>;
  description: string | null;
}

export interface ParsedSystemdTimer {
  unit: string;
  /** `null` where systemd refuses the timer. */
  job: SystemdJob | null;
  /** Of the timer itself, by line. */
  issues: CrontabIssue[];
  /** The kind of each line; index 0 is line 1. */
  lines: UnitText['lines'];
  dropIns: Array<Pick<UnitText, 'issues' | 'lines'>>;
  service: SystemdService | null;
}

const SECTIONS = ['Unit', 'Timer', 'Install'];
/** Settings that say nothing about when a job runs. */
const OTHER_SETTINGS = ['RemainAfterElapse', 'DeferReactivation', 'WakeSystem'];
const EVENTS = ['OnClockChange', 'OnTimezoneChange'];
const MAX_TRIGGERS = 1000;
const DEFAULT_ACCURACY = 60;

interface State {
  triggers: SystemdTrigger[];
  persistent: boolean;
  randomizedDelaySeconds: number;
  fixedRandomDelay: boolean;
  accuracySeconds: number;
  activates: string | null;
  description: string | null;
  isInstalled: boolean;
  /** Settings that start it besides its triggers. */
  events: string[];
}

type Report = (
  setting: { line: number; column: number },
  severity: IssueSeverity,
  code: string,
  message: string,
) => void;

function reporter(issues: CrontabIssue[]): Report {
  return ({ line, column }, severity, code, message) =>
    issues.push({ line, column, severity, code, message });
}

class TimerReading {
  readonly state: State = {
    triggers: [],
    persistent: false,
    randomizedDelaySeconds: 0,
    fixedRandomDelay: false,
    accuracySeconds: DEFAULT_ACCURACY,
    activates: null,
    description: null,
    isInstalled: false,
    events: [],
  };

  /** Those that were taken back count, too: reading stays linear. */
  private triggerLines = 0;

  constructor(readonly name: UnitName, readonly timezone: string) {}

  read(unit: UnitText, file: number): void {
    const report = reporter(unit.issues);
    for (const setting of unit.settings) {
      const { section, key, value } = setting;
      if (section === 'Unit' && key === 'Description') {
        this.state.description =
          expandSpecifiers(value, this.name).text || null;
      } else if (section === 'Install') {
        this.state.isInstalled ||= value !== '';
      } else if (section === 'Timer') {
        this.readSetting(setting, file, report);
      }
    }
  }

  private readSetting(
    setting: UnitSetting,
    file: number,
    report: Report,
  ): void {
    const { key, value } = setting;
    const { state } = this;
    if (key === 'OnCalendar' || Object.hasOwn(MONOTONIC_EVENTS, key)) {
      this.readTrigger(setting, file, report);
    } else if (key === 'Persistent') {
      state.persistent = this.boolean(setting, state.persistent, report);
      if (state.persistent) {
        report(
          setting,
          'info',
          'persistent',
          'A time that is missed while the host is off runs at its next start. EventBridge Scheduler is never off, so nothing is needed for that on the target.',
        );
      }
    } else if (key === 'FixedRandomDelay') {
      state.fixedRandomDelay = this.boolean(
        setting,
        state.fixedRandomDelay,
        report,
      );
    } else if (key === 'RandomizedDelaySec') {
      state.randomizedDelaySeconds = this.seconds(setting, 0, report);
      if (state.randomizedDelaySeconds > 0) {
        report(
          setting,
          'warning',
          'randomized-delay',
          `systemd starts each run up to ${value.slice(
            0,
            60,
          )} after its time; the runs shown are the earliest. Use a flexible time window of EventBridge Scheduler (1 to 1,440 minutes) to keep that.`,
        );
      }
    } else if (key === 'RandomizedOffsetSec') {
      if (this.seconds(setting, 0, report) > 0) {
        report(
          setting,
          'warning',
          'randomized-offset',
          `systemd moves every time of this timer by the same offset of up to ${value.slice(
            0,
            60,
          )}, which only the host knows. Look at systemctl list-timers for the real times before migrating.`,
        );
      }
    } else if (key === 'AccuracySec') {
      state.accuracySeconds = this.seconds(setting, DEFAULT_ACCURACY, report);
      if (state.accuracySeconds > DEFAULT_ACCURACY) {
        report(
          setting,
          'info',
          'accuracy',
          `systemd may start each run up to ${value.slice(
            0,
            60,
          )} late, to wake the host less often; the target starts within its minute.`,
        );
      }
    } else if (key === 'Unit') {
      this.readActivated(setting, report);
    } else if (EVENTS.includes(key)) {
      if (this.boolean(setting, false, report)) {
        state.events.push(key);
        report(
          setting,
          'warning',
          'event-trigger',
          `\`${key}\` also starts the job when the host's clock or zone is set, at times that are not known. Decide whether the target needs that.`,
        );
      }
    } else if (!OTHER_SETTINGS.includes(key) && !key.startsWith('X-')) {
      report(
        { line: setting.line, column: 1 },
        'warning',
        'unknown-setting',
        `systemd does not know \`${key.slice(
          0,
          60,
        )}\` in [Timer] and ignores it. Check its spelling; case counts.`,
      );
    }
  }

  private readTrigger(
    setting: UnitSetting,
    file: number,
    report: Report,
  ): void {
    const { key, value, line } = setting;
    const { state } = this;
    if (value === '') {
      // Triggers of every kind, from the files before as well.
      if (state.triggers.length > 0) {
        report(
          setting,
          'info',
          'triggers-reset',
          `The empty \`${key}=\` takes back every trigger that stands before it.`,
        );
      }
      state.triggers = [];
      return;
    }
    this.triggerLines += 1;
    if (this.triggerLines > MAX_TRIGGERS) {
      if (this.triggerLines > MAX_TRIGGERS + 1) return;
      report(
        setting,
        'error',
        'too-many-triggers',
        `More than ${MAX_TRIGGERS} triggers: this one and those below are not read. Split the timer.`,
      );
      return;
    }
    const { text, open } = expandSpecifiers(value, this.name);
    const expression = key === 'OnCalendar' ? text : `${key}=${text}`;
    if (open.length > 0) {
      report(
        setting,
        'error',
        'open-specifier',
        `${open.join(', ')} in \`${key}\` is only known ${
          isTemplateUnit(this.name) ? 'to an instance' : 'on the host'
        }, so its runs are not known. Read the unit as \`systemctl show\` gives it there.`,
      );
      return;
    }
    const result = compileSystemd(expression);
    if (!result.ok) {
      // A placeholder was reported already, and is the better reason.
      if (!setting.placeholder) {
        const index = result.index - (expression.length - text.length);
        report(
          { line, column: setting.column + Math.max(index, 0) },
          'error',
          result.code,
          `${result.message} systemd ignores this line.`,
        );
      }
      return;
    }
    const timezone =
      (result.expression.type === 'calendar' &&
        result.expression.calendar.timezone) ||
      this.timezone;
    const scheduleSpec: ScheduleSpec = {
      dialect: 'systemd',
      expression,
      timezone,
    };
    if (result.expression.type === 'monotonic') {
      report(
        setting,
        'warning',
        'counts-from-event',
        `\`${key}\` counts from when ${
          MONOTONIC_EVENTS[result.expression.setting]
        }, so its runs are not known. Choose fixed times before migrating.`,
      );
    } else if (isNever(scheduleSpec)) {
      report(
        setting,
        'warning',
        'never-fires',
        'No date matches this calendar expression, so it never elapses. Correct or remove it.',
      );
    }
    state.triggers.push({ line, file, setting: key, scheduleSpec });
  }

  private readActivated(setting: UnitSetting, report: Report): void {
    const { text } = expandSpecifiers(setting.value, this.name);
    if (text === '') {
      this.state.activates = null;
      return;
    }
    const activated = unitName(text);
    const isInstance = !isTemplateUnit(activated) || isTemplateUnit(this.name);
    if (!/\.[a-z]+$/.test(text) || text === this.name.full || !isInstance) {
      report(
        setting,
        'error',
        isInstance ? 'bad-unit' : 'empty-instance',
        isInstance
          ? `\`${text.slice(
              0,
              80,
            )}\` is no unit that this timer could start; systemd ignores the line. Name a service.`
          : `\`${text.slice(
              0,
              80,
            )}\` has no instance: \`%i\` is empty, because ${
              this.name.full
            } is not one itself. systemd cannot start that. Rename the timer to ${
              this.name.prefix
            }@.timer, or name an instance.`,
      );
      return;
    }
    this.state.activates = text;
  }

  private boolean(
    setting: UnitSetting,
    before: boolean,
    report: Report,
  ): boolean {
    const value = systemdBoolean(setting.value);
    if (value === null) this.ignored(setting, 'yes or no', report);
    return value ?? before;
  }

  private seconds(
    setting: UnitSetting,
    before: number,
    report: Report,
  ): number {
    const span = spanMilliseconds(setting.value);
    if (span === null || !Number.isFinite(span)) {
      this.ignored(setting, 'a time span such as 15min', report);
      return before;
    }
    return span / 1000;
  }

  private ignored(setting: UnitSetting, wanted: string, report: Report): void {
    if (setting.placeholder) return;
    report(
      setting,
      'error',
      'bad-value',
      `\`${setting.key}=${setting.value.slice(
        0,
        60,
      )}\` is not understood; systemd ignores it. Write ${wanted}.`,
    );
  }
}

function reportWhole(reading: TimerReading, issues: CrontabIssue[]): void {
  const { state, name } = reading;
  const report = reporter(issues);
  const top = { line: 1, column: 1 };
  if (!name.full.endsWith('.timer')) {
    report(
      top,
      'warning',
      'no-timer-name',
      `\`${name.full.slice(
        0,
        80,
      )}\` does not end with .timer, so systemd does not read it as one. Give the unit's file name.`,
    );
  }
  if (isTemplateUnit(name)) {
    report(
      top,
      'warning',
      'template-unit',
      `${name.full} is a template: nothing runs but its instances, each a job of its own. List them on the host with systemctl list-timers '${name.prefix}@*'.`,
    );
  }
  if (!state.isInstalled) {
    report(
      top,
      'info',
      'no-install',
      'Nothing in [Install] starts the timer with the host; something else must. Check it with systemctl status.',
    );
  }
  if (state.triggers.length === 0) {
    report(
      top,
      state.events.length > 0 ? 'warning' : 'error',
      'no-trigger',
      state.events.length > 0
        ? 'The timer has no time of its own; only events of the clock start it.'
        : 'The timer has no trigger that systemd takes, so systemd refuses it and the job never runs. Add OnCalendar=, or retire the timer.',
    );
  }
}

/**
 * Reads a `.timer` unit with its drop-ins and, where given, its service.
 * Takes any text, never throws, and accounts for every line once.
 */
export function parseSystemdTimer(
  text: string,
  options: SystemdTimerOptions,
): ParsedSystemdTimer {
  const name = unitName(options.unit);
  const timezone = options.timezone ?? 'UTC';
  const reading = new TimerReading(name, timezone);
  const units = [text, ...(options.dropIns ?? [])].map(each =>
    readUnit(each, SECTIONS),
  );
  units.forEach((unit, file) => reading.read(unit, file));
  const [unit, ...dropIns] = units;
  reportWhole(reading, unit.issues);
  for (const { issues } of units) {
    issues.sort((a, b) => a.line - b.line || a.column - b.column);
  }
  const service =
    options.service === undefined ? null : readService(options.service);
  const { state } = reading;
  const [first] = state.triggers;
  const description = state.description ?? service?.description ?? null;
  const job: SystemdJob | null = first
    ? {
        line: first.line,
        name: description ?? name.prefix,
        unit: name.full,
        isTemplate: isTemplateUnit(name),
        activates: state.activates ?? serviceOf(name),
        triggers: state.triggers,
        timezone,
        persistent: state.persistent,
        randomizedDelaySeconds: state.randomizedDelaySeconds,
        fixedRandomDelay: state.fixedRandomDelay,
        accuracySeconds: state.accuracySeconds,
        command: service ? service.commands.join(' && ') : null,
        user: service?.user ?? null,
        workingDirectory: service?.workingDirectory ?? null,
        environment: service?.environment ?? {},
        description,
      }
    : null;
  return {
    unit: name.full,
    job,
    issues: unit.issues,
    lines: unit.lines,
    dropIns: dropIns.map(({ issues, lines }) => ({ issues, lines })),
    service,
  };
}
