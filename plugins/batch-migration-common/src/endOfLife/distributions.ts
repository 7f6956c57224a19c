import type { LifeCycle } from './lifeCycle';

/**
 * Ends of support of operating systems. Only what was read in its source is
 * here; of every other release the end is unknown. To renew the first two
 * lists, read Debian's package `distro-info-data` again.
 */

const DISTRO_INFO = {
  title: 'Debian distro-info-data 0.58+deb12u7',
  url: 'https://salsa.debian.org/debian/distro-info-data',
  readAt: '2026-11-21',
};

type Extended = NonNullable<LifeCycle['extended']>;

/** `os` and source are those of the list. */
const release =
  (os: string, source: LifeCycle['source']) =>
  (version: string, supportEnds: string, extended?: Extended): LifeCycle => ({
    os,
    version,
    supportEnds,
    ...(extended ? { extended } : {}),
    source,
  });

const ubuntu = release('ubuntu', DISTRO_INFO);
const debian = release('debian', DISTRO_INFO);

/** Standard support of servers; `extended` is what needs a subscription. */
const UBUNTU: LifeCycle[] = [
  ubuntu('4.10', '2006-04-30'),
  ubuntu('5.04', '2006-10-31'),
  ubuntu('5.10', '2007-04-13'),
  ubuntu('6.06', '2011-06-01'),
  ubuntu('6.10', '2008-04-25'),
  ubuntu('7.04', '2008-10-19'),
  ubuntu('7.10', '2009-04-18'),
  ubuntu('8.04', '2013-05-09'),
  ubuntu('8.10', '2010-04-30'),
  ubuntu('9.04', '2010-10-23'),
  ubuntu('9.10', '2011-04-30'),
  ubuntu('10.04', '2015-04-30'),
  ubuntu('10.10', '2012-04-10'),
  ubuntu('11.04', '2012-10-28'),
  ubuntu('11.10', '2013-05-09'),
  ubuntu('12.04', '2017-04-28', { name: 'ESM', until: '2019-04-26' }),
  ubuntu('12.10', '2014-05-16'),
  ubuntu('13.04', '2014-01-27'),
  ubuntu('13.10', '2014-07-17'),
  ubuntu('14.04', '2019-04-25', { name: 'ESM', until: '2024-04-25' }),
  ubuntu('14.10', '2015-07-23'),
  ubuntu('15.04', '2016-02-04'),
  ubuntu('15.10', '2016-07-28'),
  ubuntu('16.04', '2021-04-30', { name: 'ESM', until: '2026-04-23' }),
  ubuntu('16.10', '2017-07-20'),
  ubuntu('17.04', '2018-01-13'),
  ubuntu('17.10', '2018-07-19'),
  ubuntu('18.04', '2023-05-31', { name: 'ESM', until: '2028-04-26' }),
  ubuntu('18.10', '2019-07-18'),
  ubuntu('19.04', '2020-01-23'),
  ubuntu('19.10', '2020-07-17'),
  ubuntu('20.04', '2025-05-29', { name: 'ESM', until: '2030-04-23' }),
  ubuntu('20.10', '2021-07-22'),
  ubuntu('21.04', '2022-01-20'),
  ubuntu('21.10', '2022-07-14'),
  ubuntu('22.04', '2027-06-01', { name: 'ESM', until: '2032-04-21' }),
  ubuntu('22.10', '2023-07-20'),
  ubuntu('23.04', '2024-01-25'),
  ubuntu('23.10', '2024-07-11'),
  ubuntu('24.04', '2029-05-31', { name: 'ESM', until: '2034-04-25' }),
  ubuntu('24.10', '2025-07-10'),
  ubuntu('25.04', '2026-01-15'),
  ubuntu('25.10', '2026-07-09'),
  ubuntu('26.04', '2031-05-29', { name: 'ESM', until: '2036-04-23' }),
  ubuntu('26.10', '2027-07-15'),
];

/** Support by the security team; `extended` is the work of the LTS team. */
const DEBIAN: LifeCycle[] = [
  debian('1.1', '1997-06-05'),
  debian('1.2', '1998-06-05'),
  debian('1.3', '1999-03-09'),
  debian('2.0', '2000-03-09'),
  debian('2.1', '2000-10-30'),
  debian('2.2', '2003-06-30'),
  debian('3.0', '2006-06-30'),
  debian('3.1', '2008-03-31'),
  debian('4.0', '2010-02-15'),
  debian('5.0', '2012-02-06'),
  debian('6.0', '2014-05-31', { name: 'LTS', until: '2016-02-29' }),
  debian('7', '2016-04-25', { name: 'LTS', until: '2018-05-31' }),
  debian('8', '2018-06-17', { name: 'LTS', until: '2020-06-30' }),
  debian('9', '2020-07-18', { name: 'LTS', until: '2022-06-30' }),
  debian('10', '2022-09-10', { name: 'LTS', until: '2024-06-30' }),
  debian('11', '2024-08-14', { name: 'LTS', until: '2026-08-31' }),
  debian('12', '2026-07-11', { name: 'LTS', until: '2028-06-30' }),
  debian('13', '2028-08-09', { name: 'LTS', until: '2030-06-30' }),
];

const AMAZON_LINUX: LifeCycle[] = [
  {
    os: 'amazon-linux',
    version: '1',
    supportEnds: '2020-12-31',
    extended: { name: 'maintenance', until: '2023-12-31' },
    source: {
      title: 'AWS: end of the Amazon Linux AMI; EC2 user guide, Amazon Linux',
      url: 'https://aws.amazon.com/blogs/containers/amazon-ecs-optimized-amazon-linux-ami-end-of-life',
      readAt: '2026-11-21',
    },
  },
  {
    os: 'amazon-linux',
    version: '2',
    supportEnds: '2026-06-30',
    source: {
      title: "AWS's page of Amazon Linux 2, as quoted by docker-library",
      url: 'https://github.com/docker-library/tomcat/pull/340',
      readAt: '2026-11-21',
    },
  },
  {
    os: 'amazon-linux',
    version: '2023',
    supportEnds: '2027-06-30',
    extended: { name: 'maintenance', until: '2029-06-30' },
    source: {
      title: 'AWS: release cadence of AL2023',
      url: 'https://docs.amazonaws.cn/en_us/linux/al2023/ug/release-cadence.html',
      readAt: '2026-11-21',
    },
  },
];

const CENTOS: LifeCycle[] = [
  {
    os: 'centos',
    version: '6',
    supportEnds: '2020-11-30',
    source: {
      title: 'End of life notice of EL 6 by the maintainer of EPEL',
      url: 'http://smoogespace.blogspot.com/2020/10/',
      readAt: '2026-11-21',
    },
  },
  {
    os: 'centos',
    version: '7',
    supportEnds: '2024-06-30',
    source: {
      title: 'Report of the end of CentOS 7',
      url: 'https://meterpreter.org/june-2024-the-deadline-for-centos-7-rhel-7-maintenance/',
      readAt: '2026-11-21',
    },
  },
];

export const LIFE_CYCLES: readonly LifeCycle[] = [
  ...UBUNTU,
  ...DEBIAN,
  ...AMAZON_LINUX,
  ...CENTOS,
];
