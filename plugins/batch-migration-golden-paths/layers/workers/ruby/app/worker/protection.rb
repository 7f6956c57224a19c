# frozen_string_literal: true

require 'json'
require 'net/http'

# Keeps ECS from stopping this task by scaling in or by a deployment while it
# works. Retirement of the host and Spot do not ask: for these there is SIGTERM.
class Protection
  # ECS is asked again for tasks that stay busy, well before the protection ends.
  RENEW_AFTER_SECONDS = 300
  # A task that is never idle lets go for a moment, so that ECS can scale in at all.
  LET_GO_AFTER_SECONDS = 60

  # Without ECS_AGENT_URI, as on a laptop, nothing is asked.
  def initialize(agent_uri:, minutes:, log:, now: -> { Process.clock_gettime(Process::CLOCK_MONOTONIC) })
    @agent_uri = agent_uri
    @minutes = minutes
    @log = log
    @now = now
    @busy = 0
    @since = nil
    # On and off must not overtake each other.
    @turn = Mutex.new
  end

  # Before a message is begun.
  def hold
    @turn.synchronize do
      @busy += 1
      put(true) if @since.nil? || @now.call - @renewed > RENEW_AFTER_SECONDS
    end
  end

  # After a message, whatever became of it.
  def let_go
    @turn.synchronize do
      @busy -= 1
      release if @since && @now.call - @since > LET_GO_AFTER_SECONDS
    end
  end

  # Nothing came. Asking only then spares ECS two calls for every message.
  def idle
    @turn.synchronize { release }
  end

  private

  def release
    put(false) if @busy.zero? && @since
  end

  # A refusal is told and nothing else: a stop returns the message to the queue.
  def put(enabled)
    return unless @agent_uri

    answer = ask(enabled)
    unless answer.dig('protection', 'ProtectionEnabled') == enabled
      raise answer.dig('failure', 'Reason') || answer.dig('error', 'Message') || 'the agent gave no reason'
    end

    @renewed = @now.call
    @since = enabled ? @since || @now.call : nil
  rescue StandardError => e
    @log.call('protection', enabled: enabled, error: e.message)
  end

  def ask(enabled)
    uri = URI("#{@agent_uri}/task-protection/v1/state")
    request = Net::HTTP::Put.new(uri, 'Content-Type' => 'application/json')
    request.body = JSON.generate(
      { ProtectionEnabled: enabled }.merge(enabled ? { ExpiresInMinutes: @minutes } : {})
    )
    response = Net::HTTP.start(uri.host, uri.port, open_timeout: 5, read_timeout: 5) { |http| http.request(request) }
    JSON.parse(response.body)
  end
end
