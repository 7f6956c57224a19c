module PatchRunner
  # Which SQL may run in a dry run. Strings and comments are blanked first, so that they hide nothing.
  # The same rules as sql/mysql.ts and sql/postgresql.ts; test/ruby-statements.test.ts holds them against one table.
  class Statements
    ROWS = %w[select insert update delete with values table show explain describe desc savepoint release ( set].freeze
    MYSQL_ROWS = (ROWS + %w[replace do use]).freeze
    POSTGRESQL_ROWS = (ROWS + %w[merge declare fetch move close lock notify listen unlisten prepare execute deallocate analyze do call]).freeze
    # ActiveRecord sets some of these by itself, when it connects.
    MYSQL_SETTINGS = /\A(?:@@?(?:session\.|local\.)?)?(?:@\w+|foreign_key_checks|unique_checks|sql_safe_updates|time_zone|group_concat_max_len|sql_big_selects|cte_max_recursion_depth|sql_mode|sql_auto_is_null|wait_timeout|innodb_lock_wait_timeout|lock_wait_timeout)\s*:?=/.freeze
    POSTGRESQL_SETTINGS = /\A(?:statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction|(?:session )?authorization|characteristics|role|session_replication_role|standard_conforming_strings)\b/.freeze
    SCHEMA = %w[create alter drop comment grant revoke truncate reindex cluster refresh security reassign].freeze
    OUTSIDE = /\b(?:dblink\w*|lo_export|lo_import|pg_read_file|pg_file_write|pg_terminate_backend|pg_cancel_backend|pg_reload_conf|query_export_to_s3|
                 aws_lambda\.invoke|http_get|http_post|load_file|sys_exec|sys_eval|lambda_sync|lambda_async)\s*\(|\binto\s+(?:outfile|dumpfile)\b/x.freeze
    # Comments of PostgreSQL nest.
    POSTGRESQL = %r{\bE'(?:\\.|''|[^\\'])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(?<tag>\w*)\$.*?\$\k<tag>\$|--[^\n]*|(?<comment>/\*(?:[^*/]|\*(?!/)|/(?!\*)|\g<comment>)*\*/)}mi.freeze
    MYSQL = %r{'(?:\\.|''|[^\\'])*'|"(?:\\.|""|[^\\"])*"|`[^`]*`|--(?=\s|\z)[^\n]*|\#[^\n]*|/\*(?!M?!).*?\*/}m.freeze

    def initialize(mysql:, ddl:)
      @mysql = mysql
      @ddl = ddl
    end

    # Why not, or nil.
    def refusal(sql)
      text = sql.dup.force_encoding(Encoding::UTF_8).scrub.delete("\uFEFF")
      return 'what is in a versioned comment depends on the server' if @mysql && text.match?(%r{/\*M?!}) && text.gsub(/'(?:\\.|''|[^\\'])*'/m, '').match?(%r{/\*M?!})

      blank = text.gsub(@mysql ? MYSQL : POSTGRESQL) { |match| match.start_with?("'", '"', '`', '$', 'E', 'e') ? ' x ' : ' ' }.downcase
      blank.split(';').each do |statement|
        words = statement.scan(/[a-z_@.]+|\(/)
        reason = words.empty? && statement.strip.empty? ? nil : reason_of(words, statement.strip)
        return reason if reason
      end
      nil
    end

    private

    def reason_of(words, statement)
      first, second, third = words
      return (second == 'to' || third == 'to' ? nil : 'it ends the transaction') if first == 'rollback'
      return 'it ends the transaction' if first == 'prepare' && second == 'transaction'
      return 'it works outside of the transaction' if statement.match?(OUTSIDE)
      return setting_reason(statement) if first == 'set'

      @mysql ? mysql_reason(words) : postgresql_reason(words)
    end

    def mysql_reason(words)
      first, second, third = words
      return if %w[create drop].include?(first) && second == 'temporary' && third == 'table'

      'MySQL commits it, or nobody can tell' unless MYSQL_ROWS.include?(first)
    end

    def postgresql_reason(words)
      first, second, = words
      if SCHEMA.include?(first)
        alone = words.include?('concurrently') || %w[database tablespace subscription system].include?(second)
        return 'it cannot run in a transaction' if alone

        return @ddl ? nil : 'it changes the schema, and patch.yaml does not say ddl: transactional'
      end
      'it ends the transaction, or is not known to roll back' unless POSTGRESQL_ROWS.include?(first)
    end

    def setting_reason(statement)
      settings = statement.sub(/\Aset\s+/, '').sub(/\A(?:session|local)\s+/, '')
      return ('patch.yaml says it' if settings.match?(POSTGRESQL_SETTINGS)) unless @mysql

      parts = settings.split(',').map(&:strip)
      'it is no setting of the session alone' unless parts.first&.match?(MYSQL_SETTINGS) && parts.none? { |part| part.match?(/\A(?:@@|session\b|local\b|global\b|persist)?[\w.\s]*(?:autocommit|completion_type|sql_log_bin|global|persist)/) }
    end
  end
end
