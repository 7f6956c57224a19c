require 'json'

module PatchRunner
  # Something that a dry run does not let happen. Not a StandardError: a patch that rescues everything must not go on.
  class Blocked < Exception; end # rubocop:disable Lint/InheritException

  # What the runner reads when the process has ended. Without it the attempt has failed.
  class Report
    attr_writer :verified, :outcome

    # @param work what refuses, at the beginning of a sentence
    def initialize(path, work)
      @path = path
      @work = work
      @outcome = 'failed'
      @errors = []
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
      message = "#{@work} does not let this happen: #{kind}: #{detail}"
      # A patch that rescues it, or leaves it in a thread, has still failed.
      failed("PatchRunner::Blocked: #{message}") if kind == 'sql'
      raise Blocked, message
    end

    def note(sentence)
      @lock.synchronize { @unguarded << sentence }
    end

    # Whatever became of the database is said by the outcome.
    def failed(sentence)
      @lock.synchronize { @errors |= [sentence] }
    end

    def raised(error)
      failed("#{error.class}: #{error.message}")
      warn(error.full_message(highlight: false))
    end

    def verified?
      @verified != false
    end

    def good?
      @errors.empty? && verified?
    end

    def write
      report = { outcome: @outcome, error: @errors.empty? ? nil : @errors.join("\n"), counts: @counts, answers: @answers, verified: @verified,
                 blocked: @blocked, unguarded: @unguarded.uniq }
      File.write(@path, JSON.generate(report))
    end
  end
end
