# frozen_string_literal: true

# Takes messages from a queue until it is told to stop, and then finishes or
# returns what it has. SQS delivers at least once: the work may meet a message
# again, and recognizes it by its key.
class Poller
  RETRY_SECONDS_MAX = 900

  # What the work gets of a message.
  Message = Struct.new(:id, :key, :body, :receives, :receipt)

  # Raised in the work of a message that took too long.
  class TookTooLong < StandardError; end

  # sqs: an Aws::SQS::Client, or anything with these methods of it:
  # receive_message, delete_message, change_message_visibility.
  # work: is called with a Message; raises where it could not be done.
  def initialize(sqs:, work:, protection:, settings:, log:)
    @sqs = sqs
    @work = work
    @protection = protection
    @settings = settings
    @log = log
    @working = {}
    @lock = Mutex.new
    @changed = ConditionVariable.new
    @stop_at = nil
  end

  # Ends once `stop` was called and every message was finished or returned.
  def run
    until stopping?
      room = @settings.messages_at_once - @lock.synchronize { @working.size }
      if room <= 0
        # Short: a trap cannot wake a condition variable.
        @lock.synchronize { @changed.wait(@lock, 0.2) if @working.size >= @settings.messages_at_once }
        next
      end
      messages = receive(room)
      @protection.idle if messages.empty?
      messages.each { |message| stopping? ? give_back(message) : start(message) }
    end
    finish
  end

  # Stops asking for messages. The receive that is under way is waited for: SQS
  # may have answered it already, and those messages would be hidden for nothing.
  # Safe in a trap: it takes no lock and writes nothing.
  def stop
    @stop_at ||= now + @settings.grace_seconds
  end

  private

  def stopping?
    !@stop_at.nil?
  end

  def now
    Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end

  def receive(room)
    answer = @sqs.receive_message(
      queue_url: @settings.queue_url,
      max_number_of_messages: [room, 10].min,
      wait_time_seconds: @settings.wait_seconds,
      visibility_timeout: @settings.visibility_seconds,
      message_attribute_names: ['IdempotencyKey'],
      attribute_names: ['ApproximateReceiveCount']
    )
    @failed_receives = 0
    answer.messages.map { |message| read(message) }
  rescue StandardError => e
    @log.call('receive-failed', error: e.message)
    @failed_receives = @failed_receives.to_i + 1
    sleep([2**@failed_receives, 30].min * rand)
    []
  end

  def read(message)
    # The sender's own key also recognizes a message that was sent twice.
    key = (message.message_attributes || {})['IdempotencyKey']&.string_value || message.message_id
    receives = (message.attributes || {})['ApproximateReceiveCount'].to_i
    Message.new(message.message_id, key, message.body, [receives, 1].max, message.receipt_handle)
  end

  def start(message)
    # The lock is held until the thread is known: it may be done at once.
    @lock.synchronize { @working[message] = Thread.new { attend(message) } }
  end

  def attend(message)
    @protection.hold
    heart = beat(message)
    begin
      limited { @work.call(message) }
      heart&.kill
      @sqs.delete_message(queue_url: @settings.queue_url, receipt_handle: message.receipt)
    rescue StandardError => e
      heart&.kill
      failed(message, e)
    end
  ensure
    heart&.kill
    @protection.let_go
    @lock.synchronize do
      @working.delete(message)
      @changed.signal
    end
  end

  # Not Timeout.timeout for all of it: only the work may be interrupted, never the delete.
  def limited
    worker = Thread.current
    limit = Thread.new do
      sleep @settings.max_processing_seconds
      worker.raise(TookTooLong, "took longer than #{@settings.max_processing_seconds} s")
    end
    yield
  ensure
    limit.kill
  end

  # Prolongs the time for which the message is hidden, three times before it ends.
  def beat(message)
    return unless @settings.heartbeat

    Thread.new do
      loop do
        sleep @settings.visibility_seconds / 3.0
        hide(message, @settings.visibility_seconds, 'heartbeat-failed')
      end
    end
  end

  # It comes again later; the queue gives up on it after its own number of receives.
  def failed(message, error)
    seconds = [@settings.retry_seconds * (2**(message.receives - 1)), RETRY_SECONDS_MAX].min.round
    @log.call('failed', id: message.id, receives: message.receives, again: seconds, error: error.message)
    hide(message, seconds, 'hide-failed')
  end

  # What is not finished in time goes back, at once, to whoever asks next.
  def finish
    @log.call('stopping', working: @lock.synchronize { @working.size })
    @lock.synchronize do
      @changed.wait(@lock, 0.2) until @working.empty? || now >= @stop_at
      @working.dup
    end.each do |message, thread|
      # Killed first: it must neither delete nor hide what others may have by then.
      thread.kill
      give_back(message)
    end
  end

  def give_back(message)
    @log.call('returned', id: message.id)
    hide(message, 0, 'return-failed')
  end

  def hide(message, seconds, otherwise)
    @sqs.change_message_visibility(
      queue_url: @settings.queue_url, receipt_handle: message.receipt, visibility_timeout: seconds
    )
  rescue StandardError => e
    @log.call(otherwise, id: message.id, error: e.message)
  end
end
