/**
 * Scripts and timers that Debian, Ubuntu, Red Hat and Amazon Linux bring with
 * their own packages. They stay with the operating system and never move; a
 * role of `server.yaml` that names one (`cron.daily/logrotate`,
 * `systemd/fstrim.timer`) makes it a workload all the same. The list is no more
 * than the usual names: one that is missing shows one workload more.
 */
const SCRIPTS = new Set([
  '0anacron',
  '0hourly',
  '0yum-daily.cron',
  '0yum-hourly.cron',
  '0yum.cron',
  'apport',
  'apt',
  'apt-compat',
  'apt-show-versions',
  'aptitude',
  'bsdmainutils',
  'certwatch',
  'dpkg',
  'e2scrub_all',
  'exim4-base',
  'fstrim',
  'locate',
  'logrotate',
  'makewhatis.cron',
  'man-db',
  'man-db.cron',
  'mcelog.cron',
  'mdadm',
  'mlocate',
  'mlocate.cron',
  'ntp',
  'passwd',
  'plocate',
  'popularity-contest',
  'prelink',
  'quota',
  'readahead.cron',
  'rpm',
  'standard',
  'sysstat',
  'tmpwatch',
  'update-motd',
  'update-notifier-common',
  'upstart',
  'xfs_scrub_all',
]);

const TIMERS = new Set([
  'amazon-ssm-agent.timer',
  'anacron.timer',
  'apport-autoreport.timer',
  'apt-daily-upgrade.timer',
  'apt-daily.timer',
  'cron-daily.timer',
  'cron-hourly.timer',
  'dnf-makecache.timer',
  'dpkg-db-backup.timer',
  'e2scrub_all.timer',
  'fstrim.timer',
  'fwupd-refresh.timer',
  'logrotate.timer',
  'man-db.timer',
  'mdadm-last-resort@.timer',
  'mdcheck_continue.timer',
  'mdcheck_start.timer',
  'mdmonitor-oneshot.timer',
  'mlocate-updatedb.timer',
  'motd-news.timer',
  'plocate-updatedb.timer',
  'raid-check.timer',
  'refresh-policy-routes@.timer',
  'sysstat-collect.timer',
  'sysstat-rotate.timer',
  'sysstat-summary.timer',
  'systemd-tmpfiles-clean.timer',
  'ua-timer.timer',
  'unbound-anchor.timer',
  'update-motd.timer',
  'update-notifier-download.timer',
  'update-notifier-motd.timer',
  'xfs_scrub_all.timer',
  'yum-cron.timer',
]);

export function isScriptOfDistribution(name: string): boolean {
  return SCRIPTS.has(name);
}

export function isTimerOfDistribution(unit: string): boolean {
  return TIMERS.has(unit.replace(/@[^.]*\./, '@.'));
}
