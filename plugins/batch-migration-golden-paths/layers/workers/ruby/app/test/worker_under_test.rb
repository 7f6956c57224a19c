# frozen_string_literal: true

# The worker as the proof in worker-test/ runs it: its work is to write into a ledger.
require 'json'
require 'net/http'
require_relative '../worker/run'

post = lambda do |path, key|
  Net::HTTP.post(URI("#{ENV.fetch('LEDGER_URL')}/#{path}"), JSON.generate(key: key, pid: Process.pid))
end

run_worker do |message|
  post.call('began', message.key)
  order = JSON.parse(message.body)
  raise 'poison' if order['poison']

  sleep(order.fetch('milliseconds', 0) / 1000.0)
  # The ledger takes a key once: the condition of an idempotent write.
  post.call('done', message.key)
end
