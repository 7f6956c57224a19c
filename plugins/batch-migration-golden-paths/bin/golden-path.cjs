#!/usr/bin/env node
const { main } = require('backstage-plugin-batch-migration-golden-paths/cli');

main(process.argv.slice(2)).then(code => {
  process.exitCode = code;
});
