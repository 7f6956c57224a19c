# frozen_string_literal: true

require 'json'
require_relative 'poller'
require_relative 'protection'
require_relative 'settings'
require_relative 'sqs_client'

# Runs one worker until ECS stops its task.
def run_worker(environment: ENV, sqs: SqsClient.new(environment: environment), &work)
  # What is printed reaches the log at once, also when the task is killed.
  $stdout.sync = true
  # One line of JSON: CloudWatch Logs Insights finds its fields.
  log = ->(event, **fields) { $stdout.puts(JSON.generate({ event: event }.merge(fields))) }
  settings = Settings.new(environment)
  protection = Protection.new(agent_uri: settings.agent_uri, minutes: settings.protection_minutes, log: log)
  poller = Poller.new(sqs: sqs, work: work, protection: protection, settings: settings, log: log)
  %w[TERM INT].each { |signal| Signal.trap(signal) { poller.stop } }
  poller.run
  log.call('stopped')
end
