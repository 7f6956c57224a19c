# frozen_string_literal: true

require 'json'

# Loaded by irb, by the console of Rails and by pry: each line goes into the log before it runs.
module Bastion
  OUT = File.join(__dir__, 'out')
  PART_BYTES = 500

  # What one process tells, by its numbers: consoles inside a console count on.
  class Stream
    def initialize(tool)
      @tool = tool
      @seq = -1
      @pid = Process.pid
      # The process as the kernel tells it: "pid.start".
      @name = "#{@pid}.#{File.read('/proc/self/stat').sub(/\A.*\) /m, '').split[19]}"
      @tty = begin
        File.readlink('/proc/self/fd/0').delete_prefix('/dev/')
      rescue SystemCallError
        ''
      end
      tell('start', '')
      at_exit { tell('end', '') if own? }
    end

    # A child that was forked runs on with a copy of this.
    def own?
      @pid == Process.pid
    end

    # Raises where the log cannot be written: then nothing runs.
    def tell(type, text, tool = @tool)
      @seq += 1
      parts = parts_of(text)
      parts.each_with_index do |part, index|
        line = {
          bastion: 1, type: type, stream: @name, seq: @seq, at: Time.now.utc.strftime('%Y-%m-%dT%H:%M:%S.%LZ'), tool: tool,
          user: ENV.fetch('USER', "uid #{Process.uid}"), tty: @tty, cwd: Dir.pwd[0, 200], text: part
        }
        line.update(part: index + 1, parts: parts.length) if parts.length > 1
        # One write: lines of several processes do not mix.
        File.open(OUT, 'a') { |out| out.syswrite("#{JSON.generate(line)}\n") }
      end
    end

    private

    def parts_of(text)
      parts = ['']
      text.dup.force_encoding('UTF-8').scrub('?').each_char do |char|
        parts << '' if parts.last.bytesize + char.bytesize > PART_BYTES
        parts[-1] += char
      end
      parts
    end
  end

  def self.stream(tool)
    @stream = Stream.new(tool) unless @stream&.own?
    @stream
  end

  # Its first argument is the text, or from irb 1.11 on an object that has it.
  module IrbLines
    def evaluate(statement, *rest, **options, &block)
      code = statement.respond_to?(:code) ? statement.code : statement
      Bastion.stream('irb').tell('command', code.to_s.chomp, 'irb')
      super
    end
  end

  def self.watch_irb
    IRB::Context.prepend(IrbLines) unless IRB::Context.include?(IrbLines)
    # Last: where the log cannot be written this raises, irb goes on, and each line raises again.
    stream('irb')
  end

  # Nobody typed these: pry's own, at its start and for the value of a command.
  OF_PRY = ['whereami --quiet', '::Pry.current[:pry_cmd_result].retval'].freeze

  # Not pry's hooks: they swallow an error and go on, and `after_read` knows no commands of pry.
  module PryCode
    def evaluate_ruby(code, *rest)
      Bastion.typed_in_pry(code)
      super
    end
  end

  # `.rm` is a line for the shell, `cat` reads files.
  module PryCommands
    def process_line(line, *rest)
      Bastion.typed_in_pry(line) if valid_command?(line)
      super
    end
  end

  def self.typed_in_pry(text)
    line = text.to_s.chomp
    stream('pry').tell('command', line, 'pry') unless line.empty? || OF_PRY.include?(line)
  end

  def self.watch_pry
    unless Pry.method_defined?(:evaluate_ruby) && Pry::CommandSet.method_defined?(:process_line)
      abort "The hook of the bastion does not know pry #{Pry::VERSION}; use irb."
    end
    Pry.prepend(PryCode) unless Pry.include?(PryCode)
    Pry::CommandSet.prepend(PryCommands) unless Pry::CommandSet.include?(PryCommands)
    stream('pry')
  end
end
