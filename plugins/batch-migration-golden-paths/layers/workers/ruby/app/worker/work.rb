# frozen_string_literal: true

require 'json'

# The work of one message: put yours here.
#
# - Raise where it could not be done: the message comes again, and goes to the
#   dead letters when it failed too often.
# - The same key may come twice. Make the second time harmless: write with a
#   condition on the key (INSERT ... ON CONFLICT DO NOTHING).
# - It runs in a thread of its own, and is ended when it took too long.
module Work
  def self.call(message)
    name = JSON.parse(message.body).fetch('name')
    raise ArgumentError, 'a message needs a name' unless name.is_a?(String)

    puts JSON.generate(event: 'greeted', key: message.key, greeting: "Hello, #{name}")
  end
end
