import MuiTextField, { type TextFieldProps } from '@material-ui/core/TextField';
import { useTokens } from '../../theme/tokens';

/**
 * Material UI's field. Its label and its help are readable where it holds an
 * error too: Material UI's own colour of errors is too faint for text.
 */
export const TextField = (props: TextFieldProps) => {
  const tokens = useTokens();
  const style = props.error ? { color: tokens.dangerText } : undefined;
  return (
    <MuiTextField
      {...props}
      InputLabelProps={{ ...props.InputLabelProps, style }}
      FormHelperTextProps={{ ...props.FormHelperTextProps, style }}
    />
  );
};
