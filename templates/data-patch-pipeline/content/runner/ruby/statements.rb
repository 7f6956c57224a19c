module PatchRunner
  # Which SQL may not run in a dry run. Strings and comments are blanked first, so that they hide nothing.
  class Statements
    ENDS = %w[commit end abort begin start xa].freeze
    # https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html
    COMMITS_ON_MYSQL = %w[alter analyze binlog cache change check create drop flush grant import install load lock optimize
                          purge rename repair reset restart revoke shutdown stop truncate uninstall unlock call prepare execute].freeze
    SCHEMA = %w[create alter drop comment grant revoke truncate reindex cluster refresh security reassign import].freeze
    ALONE = %w[vacuum discard copy load checkpoint].freeze
    OUTSIDE = /\b(?:dblink\w*|lo_export|pg_terminate_backend|aws_lambda|query_export_to_s3|load_file|sys_exec|sys_eval)\s*\(/.freeze
    POSTGRESQL = /\bE'(?:\\.|''|[^\\'])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$.*?\$\1\$|--[^\n]*|\/\*.*?\*\//mi.freeze
    MYSQL = /'(?:\\.|''|[^\\'])*'|"(?:\\.|""|[^\\"])*"|`[^`]*`|--(?=\s|\z)[^\n]*|#[^\n]*|\/\*(?!M?!).*?\*\//m.freeze

    def initialize(mysql:, ddl:)
      @mysql = mysql
      @ddl = ddl
    end

    # Why not, or nil.
    def refusal(sql)
      text = sql.dup.force_encoding(Encoding::UTF_8).scrub
      blank = text.gsub(@mysql ? MYSQL : POSTGRESQL, ' ').gsub(%r{/\*M?!\d*|\*/}, ' ').downcase
      blank.split(';').each do |statement|
        reason = reason_of(statement.scan(/[a-z_@.]+|\(/), statement)
        return reason if reason
      end
      nil
    end

    private

    def reason_of(words, statement)
      first, second, third = words
      return if first.nil?
      return 'it ends the transaction' if ENDS.include?(first) || (first == 'prepare' && second == 'transaction')
      return 'it ends the transaction' if first == 'rollback' && second != 'to' && third != 'to'
      return 'it works outside of the transaction' if statement.match?(OUTSIDE)
      return mysql_reason(words, statement) if @mysql
      return 'it cannot be rolled back' if ALONE.include?(first)

      'it changes the schema, and patch.yaml does not say ddl: transactional' if SCHEMA.include?(first) && !@ddl
    end

    def mysql_reason(words, statement)
      first, second = words
      return if second == 'temporary' && %w[create drop].include?(first)
      return 'MySQL commits it, or nobody can tell' if COMMITS_ON_MYSQL.include?(first)
      return 'it writes a file' if statement.match?(/\binto\s+(?:outfile|dumpfile)\b/)
      return unless first == 'set'

      'it is no setting of the session alone' if statement.match?(/\b(?:autocommit|password|global|persist\w*|default|role|completion_type)\b/)
    end
  end
end
