# frozen_string_literal: true

require_relative 'run'
require_relative 'work'

run_worker { |message| Work.call(message) }
