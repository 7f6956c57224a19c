interface DryRun {
  /** Letters and names of the options that make it one. */
  letters?: string;
  names?: string[];
  /** Letters and names of options that take no value: only behind them a dry run's is surely none. */
  bare?: string;
  bareNames?: string[];
  /** Its options may follow each other anyhow: no option takes another one as its value. */
  strict?: boolean;
  /** The verbs that know it. */
  verbs?: string[];
  /** Words with which something is done all the same. */
  unless?: RegExp;
}

const APT: DryRun = { letters: 's', names: ['simulate', 'just-print', 'dry-run', 'recon', 'no-act'], bare: 'yqfVm', bareNames: ['yes', 'assume-yes', 'quiet', 'purge', 'no-install-recommends'], unless: /^(?:-[a-z]*[oc]|--option|--config-file|--no-(?:simulate|dry-run))/ };
const TMPWATCH: DryRun = { letters: 't', names: ['test'], bare: 'amcuvfq', bareNames: ['mtime', 'ctime', 'all', 'force', 'verbose'] };
const KUBERNETES: DryRun = { names: ['dry-run'], bareNames: ['all', 'force', 'now', 'wait', 'debug', 'install', 'atomic'] };

/** Programs that can say what they would do instead of doing it. How they are asked is a fact, no policy. */
const DRY_RUNS: Record<string, DryRun[]> = {
  git: [
    { verbs: ['clean', 'rm'], letters: 'n', names: ['dry-run'], bare: 'dfxXqr', bareNames: ['force', 'quiet', 'cached'], unless: /^--no-dry/ },
    { verbs: ['commit', 'push'], names: ['dry-run'], bare: 'afqv', bareNames: ['force', 'all', 'tags'], unless: /^--no-dry/ },
    { verbs: ['apply'], names: ['check', 'stat', 'numstat', 'summary'], bare: 'v', unless: /^--(?:apply|no-)/ },
  ],
  rsync: [
    {
      letters: 'n',
      names: ['dry-run', 'list-only'],
      bare: 'avrzhiPuxHAXSWctpogDlLkKRmqyNUOIbCdF046',
      bareNames: ['archive', 'verbose', 'recursive', 'compress', 'checksum', 'update', 'progress', 'stats', 'itemize-changes', 'human-readable', 'delete', 'delete-before', 'delete-during', 'delete-after', 'delete-excluded', 'remove-source-files', 'force', 'partial'],
      unless: /^--no-/,
    },
  ],
  rake: [{ letters: 'TPWDn', names: ['tasks', 'prereqs', 'where', 'describe', 'dry-run'], bare: 'tvqsA', bareNames: ['trace', 'quiet', 'silent', 'verbose', 'all'], unless: /^(?:-[a-zA-Z]*[eEprfRI]|--(?:execute|require|rakefile|libdir|rakelib))/ }],
  aws: [{ names: ['dryrun', 'dry-run', 'generate-cli-skeleton'], strict: true, unless: /^--no-dry-run$/ }],
  kubectl: [KUBERNETES],
  helm: [KUBERNETES],
  docker: [{ verbs: ['compose'], names: ['dry-run'] }],
  'docker-compose': [{ names: ['dry-run'] }],
  apt: [APT],
  'apt-get': [APT],
  aptitude: [{ ...APT, names: ['simulate'] }],
  dpkg: [{ names: ['dry-run', 'simulate', 'no-act'] }],
  yum: [{ names: ['assumeno'], unless: /^(?:-[a-z]*y|--assumeyes)/ }],
  dnf: [{ names: ['assumeno'], unless: /^(?:-[a-z]*y|--assumeyes)/ }],
  npm: [{ verbs: ['install', 'i', 'ci', 'update', 'add'], names: ['dry-run'], bareNames: ['save-dev', 'global'], unless: /^(?:--no-dry-run|false)$/ }],
  patch: [{ names: ['dry-run'], bare: 'RNfsp0123456789' }],
  logrotate: [{ letters: 'd', names: ['debug'], bare: 'fv', bareNames: ['force', 'verbose'] }],
  wipefs: [{ letters: 'n', names: ['no-act'], bare: 'afq', bareNames: ['all', 'force'] }],
  fstrim: [{ letters: 'n', names: ['dry-run'], bare: 'avA', bareNames: ['all', 'verbose'] }],
  tmpreaper: [TMPWATCH],
  tmpwatch: [TMPWATCH],
  pg_resetwal: [{ letters: 'n', names: ['dry-run'], bare: 'f', bareNames: ['force'] }],
  pg_rewind: [{ letters: 'n', names: ['dry-run'], bare: 'PR', bareNames: ['progress'] }],
  pg_repack: [{ letters: 'N', names: ['dry-run'], bare: 'a', bareNames: ['all'] }],
  'update-alternatives': [{ names: ['display', 'list', 'query', 'get-selections'] }],
  visudo: [{ letters: 'c', names: ['check'], bare: 'qs' }],
  'ansible-playbook': [{ names: ['syntax-check', 'list-tasks', 'list-hosts', 'list-tags'], strict: true }],
};

/** Whether the program only says what it would do. Where one option could take the other for its value, it does not. */
export function onlySays(name: string, words: readonly string[]): boolean {
  if (!Object.hasOwn(DRY_RUNS, name)) return false;
  const end = words.indexOf('--');
  const before = end < 0 ? words : words.slice(0, end);
  return (DRY_RUNS[name] as DryRun[]).some(each => isDry(each, before));
}

function isDry(dryRun: DryRun, words: readonly string[]): boolean {
  const { verbs, unless, strict } = dryRun;
  if (verbs && !verbs.includes(words.find((word, index) => !word.startsWith('-') && !['-C', '-c'].includes(words[index - 1] ?? '')) ?? '')) return false;
  if (unless && words.some(word => unless.test(word))) return false;
  if (words.some(word => /^--dry-run=(?:none|false|0|no)$/.test(word))) return false;
  return words.some((word, index) => {
    const previous = words[index - 1] ?? '';
    return asks(dryRun, word) && (strict || !previous.startsWith('-') || takesNothing(dryRun, previous));
  });
}

function asks({ letters = '', names = [], bare = '' }: DryRun, word: string): boolean {
  if (word.startsWith('--')) return names.includes(word.slice(2).replace(/=.*$/, ''));
  if (!/^-[A-Za-z0-9]+$/.test(word)) return false;
  const first = [...word.slice(1)].find(letter => !bare.includes(letter));
  return first !== undefined && letters.includes(first);
}

function takesNothing({ bare = '', bareNames = [] }: DryRun, word: string): boolean {
  if (word.startsWith('--')) return word.includes('=') || bareNames.includes(word.slice(2));
  return [...word.slice(1)].every(letter => bare.includes(letter));
}
