require 'net/http'
require 'open3'
require 'socket'

module PatchRunner
  # Everything that a transaction cannot take back. What can be left out is recorded and left out
  # (a job, a mail); what the patch would wait an answer from is refused.
  module Outside
    UNGUARDED = [
      'native extensions with sockets of their own (libcurl, gRPC), Fiddle and syscall',
      'numbers taken from sequences and auto-increments, and advisory locks',
      'Redis: what is written to it stays, except for jobs',
      'files that the patch writes in the build; they go with it',
      'the start of the application, which comes before the guard'
    ].freeze

    module_function

    def block(allowed_hosts, report)
      UNGUARDED.each { |sentence| report.note("not guarded: #{sentence}") }
      block_processes(report)
      block_sockets(allowed_hosts, report)
      block_jobs(report)
      block_mail(report)
      block_aws(report)
    end

    def block_processes(report)
      guard = Module.new do
        %i[system spawn exec fork ` syscall].each do |name|
          define_method(name) { |*given, **| report.refuse('process', "#{name} #{given.join(' ')}") }
        end
        define_method(:open) do |path, *rest, **options, &work|
          report.refuse('process', "open #{path}") if path.is_a?(String) && path.start_with?('|')
          super(path, *rest, **options, &work)
        end
        private(*instance_methods(false))
      end
      Object.prepend(guard)
      shown = Module.new { %i[system spawn exec fork ` syscall popen daemon].each { |name| define_method(name) { |*given, **| report.refuse('process', "#{name} #{given.join(' ')}") } } }
      [Kernel, Process, IO].each { |each| each.singleton_class.prepend(shown) }
      PTY.singleton_class.prepend(shown) if defined?(PTY)
    end

    def block_sockets(allowed_hosts, report)
      check = lambda do |host, port|
        report.refuse('socket', "#{host}:#{port}") unless allowed_hosts.include?(host.to_s)
      end
      opens = Module.new { %i[new open].each { |name| define_method(name) { |host = nil, port = nil, *rest, **options, &work| check.call(host, port); super(host, port, *rest, **options, &work) } } }
      TCPSocket.singleton_class.prepend(opens)
      Socket.singleton_class.prepend(Module.new { define_method(:tcp) { |host, port, *rest, **options, &work| check.call(host, port); Thread.current[:patch_runner_socket] = true; begin; super(host, port, *rest, **options, &work); ensure; Thread.current[:patch_runner_socket] = nil; end } })
      connects = Module.new do
        %i[connect connect_nonblock].each do |name|
          define_method(name) do |address, *rest, **options|
            unless Thread.current[:patch_runner_socket]
              where = address.is_a?(Addrinfo) ? address : Addrinfo.new(address)
              where.ip? ? check.call(where.ip_address, where.ip_port) : check.call(where.unix_path, 0)
            end
            super(address, *rest, **options)
          end
        end
      end
      Socket.prepend(connects)
      UDPSocket.prepend(Module.new { define_method(:connect) { |host, port| check.call(host, port); super(host, port) }; define_method(:send) { |data, flags, *rest| check.call(*rest.first(2)) if rest.size > 1; super(data, flags, *rest) } })
      UNIXSocket.singleton_class.prepend(Module.new { %i[new open].each { |name| define_method(name) { |path, &work| check.call(path, 0); super(path, &work) } } })
      Net::HTTP.prepend(Module.new { define_method(:connect) { report.refuse('http', "#{address}:#{port}") unless allowed_hosts.include?(address); super() } })
    end

    def block_jobs(report)
      if defined?(ActiveJob::Base)
        ActiveJob::Base.prepend(Module.new { define_method(:enqueue) { |*, **| report.block('enqueue', "#{self.class.name} #{arguments.inspect}"); self } })
        adapter = Object.new
        %i[enqueue enqueue_at].each { |name| adapter.define_singleton_method(name) { |job, *| report.block('enqueue', "#{job.class.name} #{job.arguments.inspect}") } }
        adapter.define_singleton_method(:enqueue_after_transaction_commit?) { false }
        ActiveJob::Base.singleton_class.prepend(Module.new { define_method(:queue_adapter) { adapter } })
        ActiveJob.singleton_class.prepend(Module.new { define_method(:perform_all_later) { |*jobs| jobs.flatten.each { |job| adapter.enqueue(job) } && nil } }) if ActiveJob.respond_to?(:perform_all_later)
      end
      return unless defined?(Sidekiq::Client)

      Sidekiq::Client.prepend(Module.new do
        define_method(:push) { |item| report.block('enqueue', "#{item['class']} #{item['args'].inspect}"); 'dry-run' }
        define_method(:push_bulk) { |items| (items['args'] || []).map { |args| report.block('enqueue', "#{items['class']} #{args.inspect}"); 'dry-run' } }
        define_method(:raw_push) { |payloads| payloads.each { |each| report.block('enqueue', "#{each['class']} #{each['args'].inspect}") } }
      end)
    end

    def block_mail(report)
      ActionMailer::Base.delivery_method = :test if defined?(ActionMailer::Base)
      ActionMailer::Base.perform_deliveries = false if defined?(ActionMailer::Base)
      return unless defined?(Mail::Message)

      Mail::Message.prepend(Module.new { %i[deliver deliver!].each { |name| define_method(name) { |*| report.block('mail', "#{subject.inspect} to #{Array(to).size} addresses"); self } } })
    end

    # Also S3: reading is refused with it, because a call does not say which it is.
    def block_aws(report)
      return unless defined?(Seahorse::Client::Request)

      Seahorse::Client::Request.prepend(Module.new { define_method(:send_request) { |*, **| report.refuse(context.client.class.name.include?('S3') ? 's3' : 'aws', "#{context.client.class.name} #{context.operation_name}") } })
    end
  end
end
