# frozen_string_literal: true

# Read by pry (variable PRYRC).
require_relative 'watch'
Bastion.watch_pry
own = '/opt/console/pryrc.rb'
load own if File.exist?(own)
