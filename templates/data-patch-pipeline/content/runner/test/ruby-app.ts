import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPatch } from '../patch/read';
import { runCode } from '../engines/code';
import { exec } from '../engines/exec';
import type { Mode } from '../patch/patch';
import { PATCH, repositoryWith } from './patches';

const LOADS = "require 'active_record'; require 'active_job'; require 'action_mailer'; require 'pg'; require 'sidekiq'; print ActiveRecord.gem_version";
const probed = spawnSync('ruby', ['-e', LOADS], { encoding: 'utf8' });

export const NO_RUBY: string | undefined = spawnSync('ruby', ['-v']).status === 0 ? undefined : 'NOT RUN: no Ruby here';
/** With the real gems, of whichever version is installed. */
export const NO_ACTIVE_RECORD: string | undefined = probed.status === 0 ? undefined : 'NOT RUN: no Ruby with activerecord, activejob, actionmailer, pg and sidekiq here';

export const NO_RAILS: string | undefined = spawnSync('ruby', ['-e', "require 'rails'"]).status === 0 ? undefined : 'NOT RUN: no railties here';

/** The least that `bin/rails runner` needs. */
export const RAILS: Record<string, string> = {
  'bin/rails': "#!/usr/bin/env ruby\nAPP_PATH = File.expand_path('../config/application', __dir__)\nrequire 'rails/commands'\n",
  'config/application.rb': "require 'rails'\nrequire 'active_record/railtie'\nrequire 'active_job/railtie'\nclass App < Rails::Application\n  config.eager_load = false\n  config.secret_key_base = 'x'\n  config.logger = Logger.new($stderr)\nend\n",
  'config/environment.rb': "require_relative 'application'\nRails.application.initialize!\nclass Customer < ActiveRecord::Base; end\n",
  'config/boot.rb': '',
};

/** What an application loads before a patch. */
export const ENVIRONMENT = `
require 'active_record'
require 'active_job'
require 'action_mailer'
require 'sidekiq'
ActiveRecord::Base.establish_connection(ENV.fetch('DATABASE_URL'))
class Customer < ActiveRecord::Base
  after_commit { warn "AFTER COMMIT #{id}" }
end
class Greet < ActiveJob::Base
  def perform(*); end
end
class Hard
  include Sidekiq::Worker
end
class Post < ActionMailer::Base
  def hello = mail(to: 'a@example.com', from: 'b@example.com', subject: 'Hello', body: 'x')
end
`;

export interface RubyRun {
  text: string;
  url: string;
  mode?: Mode;
  fields?: object;
  files?: Record<string, string>;
  app?: Record<string, string>;
  values?: Record<string, string>;
  timeLimitMs?: number;
}

/** Runs patch.rb of a patch in an application of its own, with the real prelude. */
export async function runRuby({ text, url, mode = 'dry-run', fields = {}, files = {}, app = {}, values = {}, timeLimitMs }: RubyRun) {
  const root = repositoryWith({ engine: 'ruby', files: { patch: 'patch.rb' }, ...fields }, { 'patch.rb': text, ...files });
  for (const [name, content] of Object.entries({ 'config/environment.rb': ENVIRONMENT, ...app })) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), content, { mode: 0o755 });
  }
  const { patch, problems } = readPatch(root, PATCH);
  if (!patch) throw new Error(JSON.stringify(problems));
  const lines: string[] = [];
  const attempt = await runCode({
    patch,
    mode,
    values,
    root,
    runner: join(__dirname, '..'),
    env: { PATH: process.env.PATH ?? '', HOME: root, DATABASE_URL: url, LANG: 'C.UTF-8' },
    allowedHosts: ['127.0.0.1'],
    exec: timeLimitMs ? (argv, options) => exec(argv, { ...options, timeLimitMs }) : exec,
    log: line => lines.push(line),
    graceMs: 2000,
    signal: new AbortController().signal,
  });
  return { ...attempt, log: lines.join('\n'), root };
}
