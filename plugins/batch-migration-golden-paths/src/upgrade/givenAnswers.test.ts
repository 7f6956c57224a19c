import { givenAnswers } from './givenAnswers';

it.each([
  ['ruby', 'ruby'],
  ['60', 60],
  ['null', null],
  ['["subnet-1"]', ['subnet-1']],
  ['111122223333', '111122223333'],
  ['256/512', '256/512'],
  ['{broken', '{broken'],
])('reads the value %j', (value, read) => {
  expect(givenAnswers([{ name: 'answer', value }])).toEqual({ answer: read });
});

it.each([
  [[{ name: '', value: 'x' }], /name=value/],
  [[{ name: 'a b', value: 'x' }], /name=value/],
  [
    [
      { name: 'a', value: 'x' },
      { name: 'a', value: 'y' },
    ],
    /given twice/,
  ],
])('refuses %j', (typed, message) => {
  expect(() => givenAnswers(typed)).toThrow(message);
});
