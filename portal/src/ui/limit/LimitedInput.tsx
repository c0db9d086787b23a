import { Textarea, TextInput, type TextareaProps, type TextInputProps } from "@mantine/core";
import { useLimit } from "./useLimit";

interface Limited {
  /** Characters at most, from `api/limits`. */
  limit: number;
  value?: unknown;
}

/** One line of text with a counter; what is too long stays, and the field says by how much. */
export function LimitedTextInput({ limit, error, ...props }: Omit<TextInputProps, "value"> & Limited) {
  const text = typeof props.value === "string" ? props.value : "";
  const { error: tooLong, counter } = useLimit(text, limit, "line");
  return <TextInput {...props} value={text} error={tooLong ?? error} inputContainer={(input) => <>{input}{counter}</>} />;
}

/** Several lines of text with a counter; what is too long stays, and the field says by how much. */
export function LimitedTextarea({ limit, error, ...props }: Omit<TextareaProps, "value"> & Limited) {
  const text = typeof props.value === "string" ? props.value : "";
  const { error: tooLong, counter } = useLimit(text, limit, "text");
  return <Textarea {...props} value={text} error={tooLong ?? error} inputContainer={(input) => <>{input}{counter}</>} />;
}
