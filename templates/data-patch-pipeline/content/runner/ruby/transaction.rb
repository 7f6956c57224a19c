require 'securerandom'
require_relative 'guard'

module PatchRunner
  # Our transaction on one connection of ActiveRecord. It knows whether it is still the one that was begun.
  class Transaction
    ENDED = 'THE TRANSACTION WAS ENDED FROM WITHIN: what came before that point may be committed, whatever this run says. Look at the data now. ' \
            '(MySQL ends it at a deadlock as well: it then takes back what came before, and the runner what came after.)'.freeze

    def self.open(pool, plan)
      new(pool, plan).tap(&:open)
    end

    def self.mysql?(adapter)
      adapter.to_s.downcase.match?(/mysql|trilogy/)
    end

    def initialize(pool, plan)
      @pool = pool
      @plan = plan
      # Nobody who writes a patch knows this name, so nobody can end the transaction and put it back.
      @mark = "runner_#{SecureRandom.hex(8)}"
    end

    def open
      @connection = connection
      Guard.own do
        keep_session if mysql?
        begin_transaction
        @ours = @connection.current_transaction
        time_limits.each { |setting| @connection.execute("SET SESSION #{setting}") }
        @connection.execute("SAVEPOINT #{@mark}")
      end
      defer_callbacks
    end

    # Changed records whose callbacks after commit wait for us.
    def waiting
      @ours.respond_to?(:records) ? @ours.records.to_a.compact.size : 0
    end

    # The last question before a commit. @raise if something within ended the transaction, or it has failed
    def release
      raise 'The patch left a transaction open' unless @connection.current_transaction.equal?(@ours)

      Guard.own { @connection.execute("RELEASE SAVEPOINT #{@mark}") }
      @released = true
    end

    def commit
      @connection.commit_transaction
    end

    def committed?
      @ours.state.fully_committed?
    end

    # @return whether all of it is taken back
    def roll_back
      Guard.own do
        close_inner
        whole = @released || holds_mark?
        @connection.rollback_transaction while @connection.transaction_open?
        whole
      end
    end

    # After a dry run: neither callbacks nor anything else may still find a connection.
    def leave
      @ours.define_singleton_method(:rollback_records) {}
      whole = roll_back
      Guard.own do
        @pool.unpin_connection! if @pool.respond_to?(:unpin_connection!)
        @connection.disconnect!
      end
      whole
    end

    private

    # A deadlock makes MySQL end the whole transaction. Without autocommit what follows is in another one, which is rolled
    # back as well; with it each statement would be real.
    def keep_session
      @connection.execute('SET SESSION autocommit = 0')
      # Callbacks after the commit write as they always do.
      @connection.define_singleton_method(:commit_db_transaction) do
        super()
        execute('SET SESSION autocommit = 1')
      end
    end

    # Threads of the patch share this connection. From Rails 7.2 on that is a method of the pool.
    def begin_transaction
      if @pool.respond_to?(:pin_connection!)
        @pool.pin_connection!(true)
        @connection = connection
        @connection.materialize_transactions
      else
        @pool.lock_thread = true
        @connection.begin_transaction(joinable: false, _lazy: false)
      end
    end

    def connection
      @pool.respond_to?(:lease_connection) ? @pool.lease_connection : @pool.connection
    end

    def mysql?
      self.class.mysql?(@connection.adapter_name)
    end

    def time_limits
      statement, lock = @plan.values_at('statementTimeoutSeconds', 'lockTimeoutSeconds')
      mysql? ? ["innodb_lock_wait_timeout = #{lock}", "lock_wait_timeout = #{lock}"] : ["statement_timeout = #{statement * 1000}", "lock_timeout = #{lock * 1000}"]
    end

    # Our transaction is not joinable, so that `raise ActiveRecord::Rollback` in the patch takes back what the patch
    # began there. But ActiveRecord then calls after_commit as soon as an inner transaction ends: as in tests, where
    # nothing is ever committed. Here nothing is committed yet, so the records must wait for ours.
    def defer_callbacks
      ours = @ours
      ours.define_singleton_method(:joinable?) { @patch_runner_begins || false }
      @connection.transaction_manager.singleton_class.prepend(Module.new do
        define_method(:begin_transaction) do |**options|
          ours.instance_variable_set(:@patch_runner_begins, true)
          super(**options)
        ensure
          ours.instance_variable_set(:@patch_runner_begins, false)
        end
      end)
    end

    # What the patch began and never ended.
    def close_inner
      @connection.rollback_transaction while @connection.transaction_open? && !@connection.current_transaction.equal?(@ours)
    rescue ActiveRecord::StatementInvalid
      # Its savepoint went with the transaction. ActiveRecord has let go of it.
      retry
    end

    def holds_mark?
      @connection.execute("ROLLBACK TO SAVEPOINT #{@mark}")
      true
    rescue StandardError => e
      warn(e.message)
      # With a session the server ends its transaction, and takes it back.
      !@connection.active?
    end
  end
end
