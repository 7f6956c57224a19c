require 'json'

module PatchRunner
  # Something that a dry run does not let happen. Not a StandardError: a patch that rescues everything must not go on.
  class Blocked < Exception; end # rubocop:disable Lint/InheritException

  # What the runner reads when the process has ended. Without it the attempt has failed.
  class Report
    attr_writer :verified, :outcome

    def initialize(path)
      @path = path
      @outcome = 'failed'
      @counts = []
      @answers = []
      @blocked = []
      @unguarded = []
      @lock = Mutex.new
    end

    def counted(counts, answers)
      @counts = counts
      @answers = answers
    end

    # Records what was blocked; the caller decides whether the patch can go on without it.
    def block(kind, detail)
      @lock.synchronize { @blocked << { kind: kind, detail: detail.to_s[0, 300] } if @blocked.size < 1000 }
    end

    def refuse(kind, detail)
      block(kind, detail)
      raise Blocked, "A dry run does not let this happen: #{kind}: #{detail}"
    end

    def note(sentence)
      @lock.synchronize { @unguarded << sentence }
    end

    def failed(error)
      @outcome = 'failed' unless @outcome == 'rolled-back'
      @error = "#{error.class}: #{error.message}"
      warn(error.full_message(highlight: false))
    end

    def verified?
      @verified != false
    end

    def good?
      @error.nil? && verified?
    end

    def write
      report = { outcome: @outcome, error: @error, counts: @counts, answers: @answers, verified: @verified,
                 blocked: @blocked, unguarded: @unguarded.uniq }
      File.write(@path, JSON.generate(report))
    end
  end
end
