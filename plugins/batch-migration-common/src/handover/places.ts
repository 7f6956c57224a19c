/** Places in words. */
import type { HandoverLanguage } from './reasons';

const CRONTAB = /^crontab:([^/]+)\/([^/]+)(\/.*)$/;
const SPOOLED = /^\/var\/spool\/cron\/(?:crontabs\/|tabs\/)?([^/]+)$/;

const WORDS = {
  en: {
    unknown: 'the place of the old lines',
    ofUser: (user: string, host: string) => `the crontab ${user} on ${host}`,
    file: (path: string, host: string) => `${path} on ${host}`,
  },
  ja: {
    unknown: '旧側の行がある場所',
    ofUser: (user: string, host: string) => `${host} の crontab ${user}`,
    file: (path: string, host: string) => `${host} の ${path}`,
  },
};

/** A place for a person, for example `the crontab batch on bat000`; `name` marks what comes from a host. */
export function placeWords(
  place: string | null,
  language: HandoverLanguage,
  name: (text: string) => string = text => text,
): string {
  const words = WORDS[language];
  if (place === null) return words.unknown;
  const [, namespace, server, path] = CRONTAB.exec(place) ?? [];
  if (server === undefined) return name(place);
  const host = name(
    namespace === 'default' ? server : `${namespace}/${server}`,
  );
  const [, user] = SPOOLED.exec(path) ?? [];
  return user === undefined
    ? words.file(name(path), host)
    : words.ofUser(name(user), host);
}
