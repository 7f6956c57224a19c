require_relative 'statements'

module PatchRunner
  # Every connection of ActiveRecord in a transaction of ours.
  class Database
    # Methods of the drivers that take SQL. Below ActiveRecord, so that nothing gets past them by raw_connection.
    DRIVERS = {
      'PG::Connection' => %i[exec query async_exec async_query sync_exec exec_params async_exec_params sync_exec_params
                             prepare async_prepare sync_prepare send_query send_query_params send_prepare],
      'Mysql2::Client' => %i[query prepare], 'Trilogy' => %i[query]
    }.freeze
    OPENERS = %i[new open connect setdb setdblogin async_connect sync_connect async_open sync_open connect_start].freeze

    def initialize(plan, report)
      @plan = plan
      @report = report
      @transactional = plan['transaction'] == 'one'
    end

    def within(&work)
      return within_none(&work) unless @transactional || !@plan['commits']
      raise Blocked, 'ActiveRecord is not loaded, so nothing can be rolled back: say dryRun.unavailable, or transaction: own' unless defined?(ActiveRecord::Base)

      @plan['commits'] ? within_commit(pools, &work) : within_rollback(&work)
    end

    def count_tables
      @plan['tables'].map { |table| { table: table['table'], rows: ask("SELECT count(*) FROM #{quoted(table['table'])}") } }
    end

    # The runner compares again, and must come to the same result.
    def compare(before, after)
      counts = before.zip(after).map { |one, other| { table: one[:table], before: one[:rows], after: other[:rows] } }
      answers = @plan['queries'].map { |query| ask(query['query']) }
      @report.counted(counts, answers)
      differences = counts.map { |count| count[:after] - count[:before] }
      ranges = @plan['tables'].map { |table| table['difference'] } + @plan['queries']
      @holds = (differences + answers).zip(ranges).all? { |found, range| found&.between?(range['min'], range['max']) } && @report.verified?
    end

    private

    def within_none
      yield
      @report.outcome = 'done'
    end

    # One database after the other: nothing makes two of them commit together.
    def within_commit(rest, &work)
      return yield if rest.empty?

      connection = connection_of(rest.first)
      connection.transaction(joinable: false, requires_new: true) do
        defer_callbacks(connection)
        limit_times(connection)
        within_commit(rest.drop(1), &work)
        @report.outcome = @holds ? 'committed' : 'rolled-back'
        raise ActiveRecord::Rollback unless @holds
      end
    end

    def within_rollback
      opened = pools.map { |pool| open_transaction(pool) }
      guard_drivers
      yield
    ensure
      @closed = true # hooks at exit and threads that are left must not write after the rollback
      opened&.each { |pool, connection| close_transaction(pool, connection) }
      @report.outcome = 'rolled-back' if opened
    end

    def pools
      handler = ActiveRecord::Base.connection_handler
      ActiveRecord::Base.connection_pool # makes the pool of the default database, if nothing has yet
      ActiveRecord.gem_version >= Gem::Version.new('7.1') ? handler.connection_pool_list(:all) : handler.all_connection_pools
    end

    def connection_of(pool)
      pool.respond_to?(:lease_connection) ? pool.lease_connection : pool.connection
    end

    # Threads of the patch share this connection. From Rails 7.2 on that is a method of the pool.
    def open_transaction(pool)
      if pool.respond_to?(:pin_connection!)
        pool.pin_connection!(true)
        connection = connection_of(pool)
        connection.materialize_transactions
      else
        connection = connection_of(pool)
        pool.lock_thread = true
        connection.begin_transaction(joinable: false, _lazy: false)
      end
      defer_callbacks(connection)
      limit_times(connection)
      [pool, connection]
    end

    # Our transaction is not joinable, so that `raise ActiveRecord::Rollback` in the patch takes back what the patch
    # began there. But ActiveRecord then calls after_commit as soon as an inner transaction ends: as in tests, where
    # nothing is ever committed. Here nothing is committed yet, so the records must wait for ours.
    def defer_callbacks(connection)
      ours = connection.current_transaction
      ours.define_singleton_method(:joinable?) { @patch_runner_begins || false }
      connection.transaction_manager.singleton_class.prepend(Module.new do
        define_method(:begin_transaction) do |**options|
          ours.instance_variable_set(:@patch_runner_begins, true)
          super(**options)
        ensure
          ours.instance_variable_set(:@patch_runner_begins, false)
        end
      end)
    end

    def close_transaction(pool, connection)
      ours do
        waiting = connection.current_transaction.respond_to?(:records) ? connection.current_transaction.records.to_a.compact.size : 0
        @report.note("#{waiting} changed records were not told that they were committed: callbacks after commit did not run") if waiting.positive?
        connection.rollback_transaction while connection.transaction_open?
        pool.unpin_connection! if pool.respond_to?(:unpin_connection!)
      end
    end

    def guard_drivers
      guard = self
      DRIVERS.each do |name, methods|
        next unless Object.const_defined?(name)

        driver = Object.const_get(name)
        driver.prepend(Module.new { methods.each { |each| define_method(each) { |*given, &block| guard.allow(given); super(*given, &block) } if driver.method_defined?(each) } })
        driver.singleton_class.prepend(Module.new { OPENERS.each { |each| define_method(each) { |*| guard.refuse_connection } if driver.respond_to?(each) } })
      end
    end

    public

    def allow(given)
      return if Thread.current[:patch_runner_own]

      sql = given.grep(String).max_by(&:length).to_s
      @report.refuse('sql', "after the dry run ended: #{sql}") if @closed
      reason = statements.refusal(sql)
      @report.refuse('sql', "#{reason}: #{sql}") if reason
    end

    def refuse_connection
      @report.refuse('sql', 'a further connection to a database, which no transaction of ours would hold')
    end

    private

    def statements
      @statements ||= Statements.new(mysql: mysql?(ActiveRecord::Base.connection_pool.db_config.adapter), ddl: @plan['ddl'] == 'transactional')
    end

    def limit_times(connection)
      statement, lock = @plan.values_at('statementTimeoutSeconds', 'lockTimeoutSeconds')
      settings = mysql?(connection.adapter_name) ? ["innodb_lock_wait_timeout = #{lock}", "lock_wait_timeout = #{lock}"] : ["statement_timeout = #{statement * 1000}", "lock_timeout = #{lock * 1000}"]
      ours { settings.each { |setting| connection.execute("SET SESSION #{setting}") } }
    end

    def ask(sql)
      value = ActiveRecord::Base.connection.select_value(sql)
      value = { true => 1, false => 0 }.fetch(value, value)
      Integer(value.to_s, 10, exception: false)
    end

    def quoted(table)
      table.split('.').map { |part| ActiveRecord::Base.connection.quote_column_name(part) }.join('.')
    end

    def mysql?(adapter)
      adapter.to_s.downcase.match?(/mysql|trilogy/)
    end

    def ours
      before = Thread.current[:patch_runner_own]
      Thread.current[:patch_runner_own] = true
      yield
    ensure
      Thread.current[:patch_runner_own] = before
    end
  end
end
