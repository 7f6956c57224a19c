# frozen_string_literal: true

require 'json'

# Loaded by irb, by the console of Rails and by pry: each line goes into the log before it runs.
module Bastion
  OUT = File.join(__dir__, 'out')
  PART_BYTES = 500

  class Stream
    def initialize(tool)
      @tool = tool
      @seq = -1
      # The process as the kernel tells it: "pid.start".
      @name = "#{Process.pid}.#{File.read('/proc/self/stat').sub(/\A.*\) /m, '').split[19]}"
      @tty = begin
        File.readlink('/proc/self/fd/0').delete_prefix('/dev/')
      rescue SystemCallError
        ''
      end
      tell('start', '')
      at_exit { tell('end', '') }
    end

    # Raises where the log cannot be written: then nothing runs.
    def tell(type, text)
      @seq += 1
      parts = parts_of(text)
      parts.each_with_index do |part, index|
        line = {
          bastion: 1, type: type, stream: @name, seq: @seq, at: Time.now.utc.strftime('%Y-%m-%dT%H:%M:%S.%LZ'), tool: @tool,
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

  # Its first argument is the text, or from irb 1.11 on an object that has it.
  module IrbLines
    def evaluate(statement, *rest, **options, &block)
      code = statement.respond_to?(:code) ? statement.code : statement
      (@bastion ||= Stream.new('irb')).tell('command', code.to_s.chomp)
      super
    end
  end

  def self.watch_irb
    IRB::Context.prepend(IrbLines) unless IRB::Context.include?(IrbLines)
  end

  def self.watch_pry
    Pry.hooks.add_hook(:after_read, :bastion) do |code, _pry|
      (@pry ||= Stream.new('pry')).tell('command', code.to_s.chomp)
    end
  end
end
