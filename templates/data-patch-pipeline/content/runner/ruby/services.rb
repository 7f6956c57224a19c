module PatchRunner
  # Jobs, mail and AWS, by the libraries that are loaded when the patch starts.
  module Services
    module_function

    def block(report)
      block_active_job(report) if defined?(ActiveJob::Base)
      block_sidekiq(report) if defined?(Sidekiq::Client)
      block_mail(report)
      block_aws(report) if defined?(Seahorse::Client::Request)
    end

    # At `enqueue`, because newer Rails hands a job to its adapter only after the commit that never comes.
    def block_active_job(report)
      record = ->(job) { report.block('enqueue', "#{job.class.name} #{job.arguments.inspect}") }
      ActiveJob::Base.prepend(Module.new do
        define_method(:enqueue) do |*, **|
          record.call(self)
          self
        end
      end)
      adapter = Object.new
      %i[enqueue enqueue_at].each { |name| adapter.define_singleton_method(name) { |job, *| record.call(job) } }
      ActiveJob::Base.singleton_class.prepend(Module.new { define_method(:queue_adapter) { adapter } })
      return unless ActiveJob.respond_to?(:perform_all_later)

      ActiveJob.singleton_class.prepend(Module.new do
        define_method(:perform_all_later) do |*jobs|
          jobs.flatten.each { |job| record.call(job) }
          nil
        end
      end)
    end

    def block_sidekiq(report)
      record = lambda do |name, args|
        report.block('enqueue', "#{name} #{args.inspect}")
        'dry-run'
      end
      Sidekiq::Client.prepend(Module.new do
        define_method(:push) { |item| record.call(item['class'], item['args']) }
        define_method(:push_bulk) { |items| (items['args'] || []).map { |args| record.call(items['class'], args) } }
        define_method(:raw_push) { |payloads| payloads.each { |each| record.call(each['class'], each['args']) } }
      end)
    end

    def block_mail(report)
      if defined?(ActionMailer::Base)
        ActionMailer::Base.delivery_method = :test
        ActionMailer::Base.perform_deliveries = false
      end
      return unless defined?(Mail::Message)

      Mail::Message.prepend(Module.new do
        %i[deliver deliver!].each do |name|
          define_method(name) do |*|
            report.block('mail', "#{subject.inspect} to #{Array(to).size} addresses")
            self
          end
        end
      end)
    end

    # Also S3: reading is refused with it, because a call does not say which it is.
    def block_aws(report)
      Seahorse::Client::Request.prepend(Module.new do
        define_method(:send_request) do |*, **|
          name = context.client.class.name
          report.refuse(name.include?('S3') ? 's3' : 'aws', "#{name} #{context.operation_name}")
        end
      end)
    end
  end
end
