# frozen_string_literal: true

# What the task definition says: see infra/constructs/worker-task.ts.
class Settings
  # ECS kills what still runs so long after SIGTERM; the poller keeps this much for itself.
  STOP_MARGIN_SECONDS = 15

  attr_reader :queue_url, :messages_at_once, :max_processing_seconds, :visibility_seconds, :heartbeat,
              :grace_seconds, :retry_seconds, :wait_seconds, :protection_minutes, :agent_uri

  def initialize(environment)
    @queue_url = environment['QUEUE_URL'] or raise ArgumentError, 'QUEUE_URL must be the address of the queue'
    number = ->(name, otherwise) { Float(environment.fetch(name, otherwise)) }
    # Of a FIFO queue one after the other: a message that fails must hold back those behind it.
    @messages_at_once = @queue_url.end_with?('.fifo') ? 1 : number.call('MESSAGES_AT_ONCE', 1).to_i
    @max_processing_seconds = number.call('MAX_PROCESSING_SECONDS', 60)
    @visibility_seconds = number.call('VISIBILITY_SECONDS', 120).to_i
    @heartbeat = environment['HEARTBEAT'] == 'true'
    # From SIGTERM to the moment at which unfinished messages are returned.
    @grace_seconds = [number.call('STOP_TIMEOUT_SECONDS', 30) - STOP_MARGIN_SECONDS, 1].max
    # A message that failed comes again after this, then after twice as long, up to 15 minutes.
    @retry_seconds = number.call('RETRY_SECONDS', 15)
    # How long one receive waits for a message; 20 is what SQS takes at most.
    @wait_seconds = [number.call('RECEIVE_WAIT_SECONDS', 20).to_i, 20].min
    @protection_minutes = number.call('PROTECTION_MINUTES', 120).to_i
    @agent_uri = environment['ECS_AGENT_URI']
  end
end
