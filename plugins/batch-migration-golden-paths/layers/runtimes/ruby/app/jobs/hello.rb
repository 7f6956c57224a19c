# frozen_string_literal: true

require 'time'

# A job that works from the first commit, and shows what every job should do:
# take its day from the tick and not from the clock, stop when it is told to,
# and end with another code than 0 where something is not done.
class Hello
  def initialize(out: $stdout)
    @out = out
    @stopping = false
  end

  # The UTC day that a run is for; a run by hand without a tick is for today.
  def self.day_of(tick, now: Time.now)
    (tick ? Time.iso8601(tick) : now).getutc.strftime('%Y-%m-%d')
  rescue ArgumentError
    raise ArgumentError, "SCHEDULED_TIME must be a time such as 2026-03-01T04:15:00Z, got: #{tick}"
  end

  def stop
    @stopping = true
  end

  # Does one piece of work after the other, until all are done or it is told to stop.
  def greet(names, day)
    names.take_while do |name|
      next false if @stopping

      @out.puts "Hello #{name}, on #{day}"
      true
    end.length
  end
end

if $PROGRAM_NAME == __FILE__
  # What is printed reaches the log at once, also when the task is killed.
  $stdout.sync = true
  hello = Hello.new
  # ECS sends SIGTERM, waits for the stop timeout, and then kills.
  Signal.trap('TERM') { hello.stop }
  names = ['from', ENV.fetch('JOB_NAME', 'a job')]
  done = hello.greet(names, Hello.day_of(ENV['SCHEDULED_TIME']))
  abort "Told to stop after #{done} of #{names.length}" if done < names.length
end
