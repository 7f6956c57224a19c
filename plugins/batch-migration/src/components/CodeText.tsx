/** A sentence with what stands between its backticks as code. All of it is text, never HTML. */
export const CodeText = ({ text }: { text: string }) => (
  <>
    {text
      .split(/`([^`]+)`/)
      // Every second part stood between backticks.
      .map((part, index) =>
        index % 2 === 1 ? <code key={index}>{part}</code> : part,
      )}
  </>
);
