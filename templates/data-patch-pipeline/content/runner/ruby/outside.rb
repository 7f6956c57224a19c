require_relative 'processes'
require_relative 'sockets'
require_relative 'services'

module PatchRunner
  # Everything that a transaction cannot take back. What can be left out is recorded and left out
  # (a job, a mail); what the patch would wait an answer from is refused.
  module Outside
    UNGUARDED = [
      'native extensions with sockets of their own (libcurl, gRPC), Fiddle and syscall',
      'numbers taken from sequences and auto-increments, and advisory locks',
      'Redis: what is written to it stays, except for jobs',
      'files that the patch writes in the build; they go with it',
      'the start of the application, which comes before the guard'
    ].freeze

    module_function

    def block(allowed_hosts, report)
      UNGUARDED.each { |sentence| report.note("not guarded: #{sentence}") }
      Processes.block(report)
      Sockets.block(allowed_hosts, report)
      Services.block(report)
    end
  end
end
