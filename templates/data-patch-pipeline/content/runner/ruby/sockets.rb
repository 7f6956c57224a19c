require 'net/http'
require 'socket'

module PatchRunner
  # Connections of Ruby to anything but the databases of the project. Drivers in C have sockets of their own.
  module Sockets
    module_function

    def block(allowed_hosts, report)
      check = lambda do |host, port|
        report.refuse('socket', "#{host}:#{port}") unless allowed_hosts.include?(host.to_s)
      end
      TCPSocket.singleton_class.prepend(openers(check))
      UNIXSocket.singleton_class.prepend(openers(check))
      Socket.singleton_class.prepend(by_name(check))
      Socket.prepend(by_address(check))
      UDPSocket.prepend(datagrams(check))
      Net::HTTP.prepend(Module.new do
        define_method(:connect) do
          report.refuse('http', "#{address}:#{port}") unless allowed_hosts.include?(address)
          super()
        end
      end)
    end

    def openers(check)
      Module.new do
        %i[new open].each do |name|
          define_method(name) do |where = nil, *rest, **options, &work|
            check.call(where, rest.first)
            super(where, *rest, **options, &work)
          end
        end
      end
    end

    # Within Socket.tcp the name was checked, and what is connected to is its address.
    def by_name(check)
      Module.new do
        define_method(:tcp) do |host, port, *rest, **options, &work|
          check.call(host, port)
          Thread.current[:patch_runner_socket] = true
          super(host, port, *rest, **options, &work)
        ensure
          Thread.current[:patch_runner_socket] = nil
        end
      end
    end

    def by_address(check)
      Module.new do
        %i[connect connect_nonblock].each do |name|
          define_method(name) do |address, *rest, **options|
            unless Thread.current[:patch_runner_socket]
              where = address.is_a?(Addrinfo) ? address : Addrinfo.new(address)
              where.ip? ? check.call(where.ip_address, where.ip_port) : check.call(where.unix_path, nil)
            end
            super(address, *rest, **options)
          end
        end
      end
    end

    def datagrams(check)
      Module.new do
        define_method(:connect) do |host, port|
          check.call(host, port)
          super(host, port)
        end
        define_method(:send) do |data, flags, *rest|
          check.call(*rest.first(2)) if rest.size > 1
          super(data, flags, *rest)
        end
      end
    end
  end
end
