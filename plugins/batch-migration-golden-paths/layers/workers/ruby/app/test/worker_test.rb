# frozen_string_literal: true

require 'minitest/autorun'
require_relative '../worker/poller'
require_relative '../worker/protection'
require_relative '../worker/settings'
require_relative '../worker/sqs_client'
require_relative '../worker/work'

class WorkerTest < Minitest::Test
  def test_a_message_with_a_name_is_done
    out, = capture_io { Work.call(Poller::Message.new('1', 'k', '{"name":"Aoi"}', 1, 'r')) }
    assert_includes out, 'Hello, Aoi'
  end

  def test_messages_without_a_name_fail
    ['', 'no JSON', '{}', '{"name":1}'].each do |body|
      assert_raises(StandardError) { Work.call(Poller::Message.new('1', 'k', body, 1, 'r')) }
    end
  end

  # Computed once by the signer of AWS's SDK for JavaScript for the same call.
  def test_a_call_is_signed_as_aws_signs_it
    client = SqsClient.new(environment: { 'AWS_REGION' => 'ap-northeast-1' })
    credentials = SqsClient::Credentials.new('AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', 'token', nil)
    headers = client.signed(URI('https://sqs.ap-northeast-1.amazonaws.com/'), 'AmazonSQS.DeleteMessage',
                            '{"QueueUrl":"q","ReceiptHandle":"r"}', credentials, Time.utc(2026, 3, 1, 4, 15))
    assert_equal 'e78e55d72031d192380656b8a92b9b9543bc2ec806b31d87d09644307fe51a16', headers['authorization'][/Signature=(\h+)/, 1]
  end

  def test_a_fifo_queue_is_worked_on_one_after_the_other
    settings = Settings.new('QUEUE_URL' => 'https://sqs/1/orders.fifo', 'MESSAGES_AT_ONCE' => '10')
    assert_equal 1, settings.messages_at_once
  end

  def test_without_an_agent_nothing_is_asked
    told = []
    protection = Protection.new(agent_uri: nil, minutes: 120, log: ->(*event) { told << event })
    protection.hold
    protection.let_go
    protection.idle
    assert_empty told
  end

  def test_an_agent_that_cannot_be_reached_is_told_and_the_work_goes_on
    told = []
    protection = Protection.new(agent_uri: 'http://127.0.0.1:1', minutes: 120, log: ->(event, **) { told << event })
    protection.hold
    assert_equal ['protection'], told
  end
end
