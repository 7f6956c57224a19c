/** Sets of times and dates in Japanese, as one would say them. */

const WEEKDAYS = '日月火水木金土';

const isEqual = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** The distance of equally spaced values; 0 where they are not. */
function stepOf(values: readonly number[]): number {
  if (values.length < 3) return 0;
  const step = values[1] - values[0];
  return values.every((value, i) => i === 0 || value - values[i - 1] === step)
    ? step
    : 0;
}

/** `1 日と 15 日`, `1 日、11 日、21 日`, `1 〜 7 日`. */
function listed(values: readonly number[], unit: string): string {
  const last = values[values.length - 1];
  if (stepOf(values) === 1) return `${values[0]} 〜 ${last} ${unit}`;
  const each = values.map(value => `${value} ${unit}`);
  return each.length === 2 ? each.join('と ') : each.join('、');
}

export function clock(hour: number, minute: number): string {
  return `${hour}:${String(minute).padStart(2, '0')}`;
}

/** Minutes of an hour: `5 分ごと`, `0 分と 30 分`. */
function minutesWords(minutes: readonly number[]): string {
  if (minutes.length === 60) return '毎分';
  const step = stepOf(minutes);
  const [first] = minutes;
  const isToTheEnd = minutes[minutes.length - 1] + step > 59;
  if (step > 1 && isToTheEnd && first < step) {
    return first === 0 && 60 % step === 0
      ? `${step} 分ごと`
      : `${first} 分から ${step} 分ごと`;
  }
  return step === 1 ? `${listed(minutes, '分')}の毎分` : listed(minutes, '分');
}

const MAX_TIMES = 6;

/** The times of a day. `isInterval` where they need no `毎日` in front of them. */
export function timeWords(
  hours: readonly number[],
  minutes: readonly number[],
): { text: string; isInterval: boolean } {
  const [firstHour] = hours;
  const lastHour = hours[hours.length - 1];
  const [first] = minutes;
  const last = minutes[minutes.length - 1];
  const from = clock(firstHour, first);
  const to = clock(lastHour, last);
  const hourStep = stepOf(hours);
  const every = minutesWords(minutes);
  if (hours.length === 24) {
    const isSpaced = /^\d+ 分ごと$|^毎分$/.test(every);
    return { text: isSpaced ? every : `毎時 ${every}`, isInterval: true };
  }
  if (minutes.length === 1) {
    const isWholeDay =
      hourStep > 1 && 24 % hourStep === 0 && lastHour + hourStep > 23;
    if (isWholeDay && firstHour < hourStep) {
      const start = firstHour === 0 && first === 0 ? '' : `${from} から `;
      return { text: `${start}${hourStep} 時間ごと`, isInterval: true };
    }
    if (hourStep > 0 && hours.length > 3) {
      const pace = hourStep === 1 ? '毎時' : `${hourStep} 時間ごと`;
      return {
        text: `${from} 〜 ${to} の${hourStep === 1 ? '' : ' '}${pace}`,
        isInterval: false,
      };
    }
  }
  if (hours.length * minutes.length <= MAX_TIMES && stepOf(minutes) === 0) {
    const times = hours.flatMap(hour =>
      minutes.map(minute => clock(hour, minute)),
    );
    return {
      text: times.length === 2 ? times.join(' と ') : times.join('、'),
      isInterval: false,
    };
  }
  const step = stepOf(minutes);
  // Within one hour, or on through several, the last time says where it ends.
  const isThrough =
    hours.length === 1 ||
    ((hourStep === 1 || (hours.length === 2 && lastHour === firstHour + 1)) &&
      step > 0 &&
      60 % step === 0 &&
      first < step &&
      last + step > 59);
  if (step > 0 && isThrough) {
    const pace = step === 1 ? '毎分' : ` ${step} 分ごと`;
    return { text: `${from} 〜 ${to} の${pace}`, isInterval: false };
  }
  const hoursText =
    hourStep === 1
      ? `${firstHour} 〜 ${lastHour} 時台`
      : `${hours.join('、')} 時台`;
  return { text: `${hoursText}の ${every}`, isInterval: false };
}

/** Weekdays, 0 for Sunday; `null` for any. */
export function weekDayWords(days: readonly number[] | null): string | null {
  if (days === null || days.length === 7) return null;
  if (isEqual(days, [1, 2, 3, 4, 5])) return '平日';
  if (isEqual(days, [0, 6])) return '毎週 土日';
  // The week from Monday, so that the weekend stands together.
  const week = days.map(day => (day === 0 ? 7 : day)).sort((a, b) => a - b);
  const names = week.map(day => WEEKDAYS[day % 7]);
  const text =
    stepOf(week) === 1
      ? `${names[0]}〜${names[names.length - 1]}`
      : names.join('・');
  return `毎週 ${text}曜`;
}

export function weekDayName(day: number): string {
  return `${WEEKDAYS[day]}曜`;
}

/** Days of the month; `null` for any. */
export function monthDayWords(days: readonly number[]): string | null {
  if (days.length >= 31) return null;
  const step = stepOf(days);
  const isToTheEnd = days[days.length - 1] + step > 31;
  return step > 1 && days.length > 4 && isToTheEnd
    ? `${days[0]} 日から ${step} 日ごと`
    : listed(days, '日');
}

export interface DateWords {
  months: readonly number[];
  /** `null` is any. */
  years: readonly number[] | null;
  /** Without month: `1 日と 15 日`, `末日`; `null` is any. */
  monthDays: string | null;
  /** `平日`, `毎週 月曜`; `null` is any. */
  weekDays: string | null;
  /** Where both are restricted: `true` wants both, `false` either. */
  bothDays: boolean;
}

/** `12 月`, `4 〜 9 月`, `1・4・7・10 月`. */
function monthWords(months: readonly number[]): string {
  return stepOf(months) === 1
    ? listed(months, '月')
    : `${months.join('・')} 月`;
}

/** The dates, or an empty text for all of them. */
export function dateWords(date: DateWords): string {
  const { months, years, monthDays, weekDays, bothDays } = date;
  const isEveryMonth = months.length === 12;
  const inYears = years ? `${listed(years, '年')}の` : '';
  // A date of one month comes once a year.
  const yearly = months.length === 1 ? '毎年 ' : '';
  const inMonths = isEveryMonth ? '' : `${monthWords(months)}の`;
  if (monthDays === null && weekDays === null) {
    return isEveryMonth && !years ? '' : `${inYears}${inMonths}毎日`;
  }
  const weekly = weekDays && `${inMonths}${weekDays}`;
  if (monthDays === null) return `${inYears}${weekly}`;
  let monthly = `${inMonths} ${monthDays}`;
  if (isEveryMonth) monthly = `毎月 ${monthDays}`;
  else if (months.length === 1) monthly = `${months[0]} 月 ${monthDays}`;
  if (years) monthly = `${inYears.replace(/の$/, ' ')}${monthly}`;
  else monthly = `${yearly}${monthly}`;
  if (weekDays === null) return monthly;
  return bothDays
    ? `${monthly}（${weekDays.replace(/^毎週 /, '')}だけ）`
    : `${monthly}、または${weekly}`;
}

/** Dates and times as one phrase. */
export function phrase(
  date: DateWords,
  hours: readonly number[],
  minutes: readonly number[],
): string {
  const { text, isInterval } = timeWords(hours, minutes);
  const dates = dateWords(date);
  if (dates === '') return isInterval ? text : `毎日 ${text}`;
  return `${dates} ${text}`;
}
