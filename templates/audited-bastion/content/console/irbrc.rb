# frozen_string_literal: true

# Read by irb and by the console of Rails (variable IRBRC).
require_relative 'watch'
Bastion.watch_irb
own = '/opt/console/irbrc.rb'
load own if File.exist?(own)
