require 'open3'

module PatchRunner
  # No other program and no fork: a child would share our connection, and outlive the rollback.
  module Processes
    STARTS = %i[system spawn exec fork ` syscall].freeze

    module_function

    def block(report)
      Object.prepend(of_objects(report))
      shown = of_modules(report)
      [Kernel, Process, IO].each { |each| each.singleton_class.prepend(shown) }
      PTY.singleton_class.prepend(shown) if defined?(PTY)
    end

    # Called without a receiver, these are private methods of every object.
    def of_objects(report)
      Module.new do
        STARTS.each do |name|
          define_method(name) { |*given, **| report.refuse('process', "#{name} #{given.join(' ')}") }
        end
        define_method(:open) do |path, *rest, **options, &work|
          report.refuse('process', "open #{path}") if path.is_a?(String) && path.start_with?('|')
          super(path, *rest, **options, &work)
        end
        private(*instance_methods(false))
      end
    end

    def of_modules(report)
      Module.new do
        [*STARTS, :popen, :daemon].each do |name|
          define_method(name) { |*given, **| report.refuse('process', "#{name} #{given.join(' ')}") }
        end
      end
    end
  end
end
