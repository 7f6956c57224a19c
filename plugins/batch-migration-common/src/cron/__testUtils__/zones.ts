/** Zones whose clocks have done every odd thing since 1970. */
export const LIVELY_ZONES = [
  'UTC',
  'Asia/Tokyo', // no daylight saving since 1951
  'Asia/Kolkata', // half an hour
  'Asia/Kathmandu', // three quarters; moved by 15 minutes in 1986
  'America/New_York',
  'America/Sao_Paulo', // southern; its gap was at midnight until 2019
  'America/St_Johns', // half an hour, and gaps at 00:01 until 2011
  'America/Havana', // gap at midnight
  'America/Caracas', // moved by half an hour in 2007 and 2016
  'Europe/London',
  'Europe/Dublin', // daylight saving that counts backwards in the data
  'Africa/Cairo', // gap at midnight
  'Africa/Casablanca', // suspends summer time for Ramadan
  'Asia/Tehran', // half an hour with daylight saving until 2022
  'Asia/Gaza', // other dates each year
  'Asia/Pyongyang', // moved by half an hour in 2015 and 2018
  'Australia/Lord_Howe', // jumps by half an hour
  'Antarctica/Troll', // jumps by two hours
  'Antarctica/Casey', // jumped by three hours
  'Pacific/Apia', // left out a day in 2011
  'Pacific/Kiritimati', // left out a day in 1995
  'Pacific/Kwajalein', // left out a day in 1993
] as const;
