import { changesClocks } from './daylightSaving';

it.each([
  ['Asia/Tokyo', false],
  ['Etc/UTC', false],
  ['Europe/London', true],
  ['Australia/Lord_Howe', true], // half an hour
  ['America/Phoenix', false],
])('knows of %s whether its clocks change: %s', (zone, changes) => {
  expect(changesClocks(zone, new Date('2026-02-12T01:24:00Z'))).toBe(changes);
});
