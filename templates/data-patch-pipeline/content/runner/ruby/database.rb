require_relative 'transaction'

module PatchRunner
  # The databases of ActiveRecord, each in a transaction of ours.
  class Database
    def initialize(plan, report)
      @plan = plan
      @report = report
      @transactional = plan['transaction'] == 'one'
    end

    def within(&work)
      return within_none(&work) unless @transactional || !@plan['commits']
      raise Blocked, 'ActiveRecord is not loaded, so nothing can be rolled back: say dryRun.unavailable, or transaction: own' unless defined?(ActiveRecord::Base)

      within_transactions(&work)
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
      @holds = (differences + answers).zip(ranges).all? { |found, range| found&.between?(range['min'], range['max']) }
    end

    private

    def within_none
      yield
      @report.outcome = 'done'
    end

    # What a dry run refuses in the database is refused in a run as well: it would be there whatever is counted.
    def within_transactions
      opened = pools.map { |pool| Transaction.open(pool, @plan) }
      @guard = Guard.new(statements, @report)
      @guard.install
      keeps = false
      begin
        yield
        if @plan['commits'] && @holds && @report.good?
          opened.each(&:release)
          keeps = true
        end
      ensure
        keeps ? commit(opened) : roll_back(opened)
      end
    end

    # One database after the other: nothing makes two of them commit together.
    def commit(opened)
      @guard.lift
      opened.reverse_each(&:commit)
    ensure
      committed = opened.count(&:committed?)
      @report.outcome = 'committed' if committed == opened.size
      @report.failed("COMMITTED IN #{committed} OF #{opened.size} DATABASES") if committed.between?(1, opened.size - 1)
    end

    def roll_back(opened)
      tell_of_callbacks(opened) unless @plan['commits']
      @plan['commits'] ? @guard.lift : @guard.close
      whole = opened.reverse.map { |each| @plan['commits'] ? each.roll_back : each.leave }.all?
      @report.outcome = 'rolled-back' if whole
      @report.failed(Transaction::ENDED) unless whole
    end

    def tell_of_callbacks(opened)
      waiting = opened.sum(&:waiting)
      @report.note("#{waiting} changed records were not told that they were committed: callbacks after commit did not run") if waiting.positive?
    end

    def pools
      handler = ActiveRecord::Base.connection_handler
      ActiveRecord::Base.connection_pool # makes the pool of the default database, if nothing has yet
      ActiveRecord.gem_version >= Gem::Version.new('7.1') ? handler.connection_pool_list(:all) : handler.all_connection_pools
    end

    def statements
      adapter = ActiveRecord::Base.connection_pool.db_config.adapter
      Statements.new(mysql: Transaction.mysql?(adapter), ddl: @plan['ddl'] == 'transactional')
    end

    def ask(sql)
      value = ActiveRecord::Base.connection.select_value(sql)
      value = { true => 1, false => 0 }.fetch(value, value)
      Integer(value.to_s, 10, exception: false)
    end

    def quoted(table)
      table.split('.').map { |part| ActiveRecord::Base.connection.quote_column_name(part) }.join('.')
    end
  end
end
