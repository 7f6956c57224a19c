module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // Files of other repositories, which have their own rules.
  ignorePatterns: ['layers'],
});
