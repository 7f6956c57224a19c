const ours = 'src/components/buttons.tsx';
const message = `Please import it from '${ours}', which writes it in sentence case.`;

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedImports: [
    { name: '@material-ui/core/Button', message },
    { name: '@material-ui/lab/ToggleButton', message },
    {
      name: '@backstage/core-components',
      importNames: ['Button', 'LinkButton'],
      message,
    },
  ],
  overrides: [{ files: [ours], rules: { 'no-restricted-imports': 'off' } }],
});
