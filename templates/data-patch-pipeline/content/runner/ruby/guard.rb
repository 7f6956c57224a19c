require_relative 'statements'

module PatchRunner
  # What may be sent to a database while our transactions are open. Below ActiveRecord, so that nothing gets past it by
  # raw_connection.
  class Guard
    # Methods of the drivers that take SQL.
    SENDERS = {
      'PG::Connection' => %i[exec query async_exec async_query sync_exec exec_params async_exec_params sync_exec_params
                             prepare async_prepare sync_prepare send_query send_query_params send_prepare],
      'Mysql2::Client' => %i[query prepare], 'Trilogy' => %i[query]
    }.freeze
    OPENERS = %i[new open connect setdb setdblogin async_connect sync_connect async_open sync_open connect_start].freeze
    # Each gives the session back as new, without our transaction.
    RESETTERS = %i[reset async_reset sync_reset reset_start reset_connection change_user].freeze

    # What the runner itself sends.
    def self.own
      before = Thread.current[:patch_runner_own]
      Thread.current[:patch_runner_own] = true
      yield
    ensure
      Thread.current[:patch_runner_own] = before
    end

    def initialize(statements, report)
      @statements = statements
      @report = report
    end

    def install
      SENDERS.each do |name, senders|
        next unless Object.const_defined?(name)

        driver = Object.const_get(name)
        driver.prepend(watched(senders.select { |each| driver.method_defined?(each) }) { |given| allow(given) })
        driver.prepend(watched(RESETTERS.select { |each| driver.method_defined?(each) }) { refuse_leaving('a session that begins anew, which would leave our transaction') })
        driver.singleton_class.prepend(watched(OPENERS.select { |each| driver.respond_to?(each) }) { refuse_leaving('a further connection to a database, which no transaction of ours would hold') })
      end
    end

    # Hooks at exit and threads that are left must not write after a dry run.
    def close
      @closed = true
    end

    # What comes after a run is no part of it: callbacks after a commit, for one.
    def lift
      @lifted = true
    end

    private

    def watched(names, &check)
      Module.new do
        names.each do |name|
          define_method(name) do |*given, **options, &block|
            check.call(given)
            options.empty? ? super(*given, &block) : super(*given, **options, &block)
          end
        end
      end
    end

    def allow(given)
      return if free?

      sql = given.grep(String).max_by(&:length).to_s
      @report.refuse('sql', "after the dry run ended: #{sql}") if @closed
      reason = @statements.refusal(sql)
      @report.refuse('sql', "#{reason}: #{sql}") if reason
    end

    def refuse_leaving(what)
      @report.refuse('sql', what) unless free?
    end

    def free?
      @lifted || Thread.current[:patch_runner_own]
    end
  end
end
