# Runs one Ruby patch and decides whether it stays; started by the runner, or by `rails runner`.
# A dry run is a transaction that is rolled back, with everything outside of the database blocked.
require 'json'
require_relative 'report'
require_relative 'database'
require_relative 'outside'

module PatchRunner
  PLAN = JSON.parse(File.read(ENV.fetch('PATCH_PLAN'))).freeze
  REPORT = Report.new(ENV.fetch('PATCH_REPORT'), PLAN['commits'] ? 'A patch in one transaction' : 'A dry run')

  module_function

  def start
    load_application
    database = Database.new(PLAN, REPORT)
    Outside.block(PLAN['allowedHosts'], REPORT) unless PLAN['commits']
    database.within do
      before = database.count_tables
      call_patch
      load_verify
      database.compare(before, database.count_tables)
    end
  rescue Exception => e # rubocop:disable Lint/RescueException -- also `exit` and errors of syntax end a patch
    REPORT.raised(e)
  ensure
    REPORT.write
  end

  # The application starts unguarded: its own initializers are not the patch.
  def load_application
    require 'bundler/setup' if PLAN['engine'] != 'rails-runner' && File.exist?('Gemfile')
    require File.expand_path('config/environment') if PLAN['engine'] == 'ruby' && File.exist?('config/environment.rb')
    return unless PLAN['engine'] == 'rake'

    require 'rake'
    Rake.application.init('rake', [])
    Rake.application.load_rakefile
    Rake::Task['environment'].invoke if Rake::Task.task_defined?('environment')
  end

  def call_patch
    return load(File.expand_path(PLAN['file'])) unless PLAN['task']

    task = Rake::Task[PLAN['task']]
    task.invoke(*task.arg_names.map { |name| PLAN['parameters'][name.to_s] })
  rescue SystemExit => e
    raise unless e.success?
  end

  # Right is what ends without an error and without `exit 1`.
  def load_verify
    return unless PLAN['verify']

    load(File.expand_path(PLAN['verify']))
    REPORT.verified = true
  rescue SystemExit => e
    REPORT.verified = e.success?
  rescue StandardError => e
    REPORT.verified = false
    REPORT.note("#{PLAN['verify']}: #{e.class}: #{e.message}")
  end
end

PatchRunner.start
exit(PatchRunner::REPORT.good? ? 0 : 1)
