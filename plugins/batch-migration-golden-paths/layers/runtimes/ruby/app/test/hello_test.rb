# frozen_string_literal: true

require 'minitest/autorun'
require 'open3'
require 'rbconfig'
require 'stringio'
require_relative '../jobs/hello'

class HelloTest < Minitest::Test
  SCRIPT = File.expand_path('../jobs/hello.rb', __dir__)

  def test_a_run_is_for_the_day_of_its_tick_however_late_it_starts
    assert_equal '2026-03-01', Hello.day_of('2026-03-01T23:59:00Z', now: Time.utc(2026, 3, 2, 0, 10))
  end

  def test_a_run_by_hand_is_for_today
    assert_equal '2026-03-02', Hello.day_of(nil, now: Time.utc(2026, 3, 2, 0, 10))
  end

  def test_it_stops_between_two_pieces_of_work
    out = StringIO.new
    hello = Hello.new(out: out)
    out.define_singleton_method(:puts) do |text|
      super(text)
      hello.stop
    end
    assert_equal 1, hello.greet(%w[a b c], '2026-03-01')
  end

  def test_it_succeeds_as_a_program
    out, status = run_job('JOB_NAME' => 'feed-import', 'SCHEDULED_TIME' => '2026-03-01T04:15:00Z')
    assert_predicate status, :success?
    assert_includes out, 'Hello feed-import, on 2026-03-01'
  end

  def test_it_fails_with_a_tick_that_is_none
    out, status = run_job('SCHEDULED_TIME' => 'yesterday')
    refute_predicate status, :success?
    assert_includes out, 'SCHEDULED_TIME must be a time'
  end

  private

  def run_job(environment)
    Open3.capture2e(environment, RbConfig.ruby, SCRIPT)
  end
end
