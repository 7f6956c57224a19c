# frozen_string_literal: true

require 'json'
require 'net/http'
require 'openssl'
require 'time'

# The three calls of SQS that the poller makes, with nothing but Ruby itself.
# An Aws::SQS::Client of the gem aws-sdk-sqs takes its place where you have it.
class SqsClient
  # An answer of SQS that is no success.
  class Refused < StandardError; end

  Answer = Struct.new(:messages)
  Received = Struct.new(:message_id, :receipt_handle, :body, :attributes, :message_attributes)
  Attribute = Struct.new(:string_value)
  Credentials = Struct.new(:key_id, :secret, :token, :expires)

  ATTEMPTS = 3

  def initialize(environment: ENV)
    @environment = environment
    @region = environment['AWS_REGION'] || environment.fetch('AWS_DEFAULT_REGION')
    @endpoint = environment['AWS_ENDPOINT_URL_SQS']
    @lock = Mutex.new
  end

  def receive_message(queue_url:, max_number_of_messages:, wait_time_seconds:, visibility_timeout:,
                      message_attribute_names:, attribute_names:)
    answer = call(
      'ReceiveMessage',
      { QueueUrl: queue_url, MaxNumberOfMessages: max_number_of_messages, WaitTimeSeconds: wait_time_seconds,
        VisibilityTimeout: visibility_timeout, MessageAttributeNames: message_attribute_names,
        MessageSystemAttributeNames: attribute_names },
      # A second receive, after one whose answer was lost, would hide other messages as well.
      attempts: 1, wait: wait_time_seconds
    )
    Answer.new((answer['Messages'] || []).map { |message| received(message) })
  end

  def delete_message(queue_url:, receipt_handle:)
    call('DeleteMessage', { QueueUrl: queue_url, ReceiptHandle: receipt_handle })
  end

  def change_message_visibility(queue_url:, receipt_handle:, visibility_timeout:)
    call('ChangeMessageVisibility',
         { QueueUrl: queue_url, ReceiptHandle: receipt_handle, VisibilityTimeout: visibility_timeout })
  end

  # The headers of Signature Version 4 for a call with this body.
  def signed(uri, target, body, credentials, time)
    stamp = time.getutc.strftime('%Y%m%dT%H%M%SZ')
    headers = { 'content-type' => 'application/x-amz-json-1.0', 'host' => host_of(uri),
                'x-amz-date' => stamp, 'x-amz-target' => target }
    headers['x-amz-security-token'] = credentials.token if credentials.token
    names = headers.keys.sort.join(';')
    canonical = ['POST', uri.path.empty? ? '/' : uri.path, '',
                 *headers.sort.map { |name, value| "#{name}:#{value}" }, '', names, sha256(body)].join("\n")
    scope = "#{stamp[0, 8]}/#{@region}/sqs/aws4_request"
    text = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join("\n")
    key = [stamp[0, 8], @region, 'sqs', 'aws4_request'].reduce("AWS4#{credentials.secret}") { |k, part| hmac(k, part) }
    headers.merge(
      'authorization' => "AWS4-HMAC-SHA256 Credential=#{credentials.key_id}/#{scope}, " \
                         "SignedHeaders=#{names}, Signature=#{hmac(key, text).unpack1('H*')}"
    )
  end

  private

  def received(message)
    attributes = (message['MessageAttributes'] || {}).transform_values { |value| Attribute.new(value['StringValue']) }
    Received.new(message['MessageId'], message['ReceiptHandle'], message['Body'], message['Attributes'], attributes)
  end

  def call(action, fields, attempts: ATTEMPTS, wait: 0)
    uri = URI(@endpoint || origin(fields[:QueueUrl]))
    body = JSON.generate(fields)
    (1..attempts).each do |attempt|
      response = post(uri, signed(uri, "AmazonSQS.#{action}", body, credentials, Time.now), body, wait)
      return JSON.parse(response.body.to_s.empty? ? '{}' : response.body) if response.is_a?(Net::HTTPSuccess)
      raise Refused, "#{action}: #{response.code} #{response.body.to_s[0, 300]}" if final?(response, attempt, attempts)

      sleep(rand * (2**attempt) * 0.2)
    end
  end

  # Only what AWS says to be its own trouble, or too many calls, is tried again.
  def final?(response, attempt, attempts)
    attempt == attempts || (response.code.to_i < 500 && !response.body.to_s.include?('Throttl'))
  end

  def post(uri, headers, body, wait)
    options = { use_ssl: uri.scheme == 'https', open_timeout: 10, read_timeout: wait + 20 }
    request = Net::HTTP::Post.new(uri.path.empty? ? '/' : uri.path, headers)
    request.body = body
    Net::HTTP.start(uri.host, uri.port, **options) { |http| http.request(request) }
  end

  # From the environment, or as ECS gives them to the task's role.
  def credentials
    @lock.synchronize do
      return @credentials if @credentials && (@credentials.expires.nil? || @credentials.expires - Time.now > 300)

      @credentials = @environment['AWS_ACCESS_KEY_ID'] ? from_environment : from_task_role
    end
  end

  def from_environment
    Credentials.new(@environment['AWS_ACCESS_KEY_ID'], @environment.fetch('AWS_SECRET_ACCESS_KEY'),
                    @environment['AWS_SESSION_TOKEN'], nil)
  end

  def from_task_role
    path = @environment.fetch('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI')
    # The address at which every ECS task finds the credentials of its role.
    response = Net::HTTP.start('169.254.170.2', 80, open_timeout: 5, read_timeout: 5) { |http| http.get(path) }
    raise Refused, "the credentials of the task's role: #{response.code}" unless response.is_a?(Net::HTTPSuccess)

    found = JSON.parse(response.body)
    Credentials.new(found['AccessKeyId'], found['SecretAccessKey'], found['Token'], Time.iso8601(found['Expiration']))
  end

  def origin(queue_url)
    uri = URI(queue_url)
    "#{uri.scheme}://#{host_of(uri)}/"
  end

  def host_of(uri)
    uri.port == uri.default_port ? uri.host : "#{uri.host}:#{uri.port}"
  end

  def sha256(text)
    OpenSSL::Digest::SHA256.hexdigest(text)
  end

  def hmac(key, text)
    OpenSSL::HMAC.digest('SHA256', key, text)
  end
end
