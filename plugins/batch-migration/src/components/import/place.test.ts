import { isNameOf, pathOf, placeOfRef, type Form } from './place';

it.each([
  ['user', 'ops', 'debian', 'var/spool/cron/crontabs/ops'],
  ['user', 'ops', 'cronie', 'var/spool/cron/ops'],
  ['system', '', 'debian', 'etc/crontab'],
  ['cron.d', 'news-batch', 'cronie', 'etc/cron.d/news-batch'],
  ['user', '', 'debian', undefined],
  ['user', '../../etc/passwd', 'debian', undefined],
  ['cron.d', '..', 'debian', undefined],
] as const)('the %s crontab %s of %s is %s', (form, name, cron, path) => {
  expect(pathOf({ form, name }, cron)).toBe(path);
});

it.each<[string, Form, string]>([
  ['crontab:default/bat000/var/spool/cron/crontabs/batch', 'user', 'batch'],
  ['crontab:default/rh/var/spool/cron/batch', 'user', 'batch'],
  ['crontab:default/bat000/etc/cron.d/news', 'cron.d', 'news'],
  ['crontab:default/bat000/etc/crontab', 'system', ''],
])('%s is a %s crontab', (ref, form, name) => {
  expect(placeOfRef(ref)).toEqual({ form, name });
  expect(isNameOf({ form, name })).toBe(true);
});

it.each(['declared:default/bat000/etc/crontab', 'process:default/bat001/x'])(
  '%s is none that was read from a host',
  ref => {
    expect(placeOfRef(ref)).toBeUndefined();
  },
);
