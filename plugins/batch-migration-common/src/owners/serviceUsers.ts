/** Accounts that programs, images and distributions have: nobody answers for them. */
const SERVICE_USERS = new Set(
  [
    // What every Debian and Red Hat brings.
    'root daemon bin sys sync games man lp mail news uucp proxy www-data backup',
    'list irc gnats nobody adm shutdown halt operator ftp dbus polkitd sshd',
    'messagebus syslog ntp chrony postfix dovecot tss uuidd tcpdump landscape',
    // What images of clouds and containers bring.
    'ubuntu ec2-user admin centos debian fedora rocky almalinux core vagrant',
    'azureuser opc ssm-user cloud-user',
    // Programs.
    'apache httpd nginx tomcat jetty node java php ruby rails python mysql',
    'postgres postgresql mariadb redis memcache memcached mongodb mongod',
    'elasticsearch rabbitmq kafka sidekiq resque unicorn puma jenkins gitlab',
    'gitlab-runner git svn puppet chef ansible zabbix nagios munin prometheus',
    'grafana datadog dd-agent newrelic fluentd td-agent docker containerd',
    // What people call an account that is for no person.
    'batch cron crontab deploy deployer deployment app apps application web',
    'www service services svc worker job jobs task tasks scheduler user users',
    'system sysadmin administrator test guest runner build ci bot data report',
    'reports maintenance default nologin shared common public home release',
  ]
    .join(' ')
    .split(' '),
);

/** `svc_news`, `news-batch`: an account of a program by its name. */
const SERVICE_NAME =
  /^(?:svc|srv|sys|app|bot)[-_]|^_|[-_](?:svc|srv|service|user|app|batch|bot|cron|deploy|runner|agent|worker|admin)$/;

/** Whether an account of a host is for programs, so that it proposes nobody. */
export function isServiceUser(user: string): boolean {
  const name = user.toLocaleLowerCase('en-US');
  return (
    SERVICE_USERS.has(name) ||
    SERVICE_USERS.has(name.replace(/\d+$/, '')) ||
    SERVICE_NAME.test(name) ||
    !/^[a-z][a-z0-9_.-]{1,31}$/.test(name)
  );
}

/** Whose home folders a command names; `/home/ubuntu` is nobody's. */
export function homesIn(command: string): string[] {
  const homes = [
    ...command.matchAll(
      /(?<![\w.-])\/home\/([\w.-]{1,32})(?=\/|$|[\s'"`;:&|)])/g,
    ),
  ].map(([, name]) => name);
  return [...new Set(homes)].filter(name => !isServiceUser(name)).slice(0, 3);
}
