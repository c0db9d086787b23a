import { Input, SegmentedControl, Textarea } from "@mantine/core";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { link, prefix, wrap, type Edit, type Selection } from "@/util/markdownEdit";
import { useLimit } from "../limit/useLimit";
import classes from "./MarkdownEditor.module.css";
import { MarkdownPreview } from "./MarkdownPreview";
import { Toolbar, type Tool } from "./Toolbar";

interface Props {
  label: string;
  /** Name of the field, by which a form's summary finds it. */
  name: string;
  value: string;
  onChange: (text: string) => void;
  description?: string;
  error?: string | null;
  required?: boolean;
  disabled?: boolean;
  /** Characters at most, from `api/limits`. */
  limit: number;
  rows?: number;
  /** Renders the text; without it the server's own rendering is asked for. */
  render?: (text: string) => Promise<string>;
}

const keys: Record<string, Tool> = { b: "bold", i: "italic", k: "link" };

/** Text in markdown with a toolbar, keys for it, and a preview that the server renders as readers will see it. */
export function MarkdownEditor({ label, name, value, onChange, description, error: wrong, required, disabled, limit, rows = 12, render }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [preview, setPreview] = useState(false);
  const { error: tooLong, counter } = useLimit(value, limit, "text");
  const error = tooLong ?? wrong;

  function format(tool: Tool) {
    const area = field.current;
    if (!area) return;
    const selection = { text: area.value, from: area.selectionStart, to: area.selectionEnd };
    apply(area, editOf(tool, selection, t("markdown.linkWords")), onChange);
  }

  function press(event: KeyboardEvent) {
    const tool = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? keys[event.key.toLowerCase()] : undefined;
    if (!tool || disabled) return;
    event.preventDefault();
    format(tool);
  }

  return (
    <Input.Wrapper id={id} label={label} description={description} error={error} required={required} withAsterisk={false} className={classes.wrapper}>
      <div className={classes.box} data-error={error ? true : undefined}>
        <div className={classes.head}>
          <SegmentedControl
            size="xs"
            name={`${id}-mode`}
            aria-label={t("markdown.mode", { field: label })}
            data={[
              { value: "write", label: t("markdown.write") },
              { value: "preview", label: t("markdown.preview") },
            ]}
            value={preview ? "preview" : "write"}
            onChange={(mode) => { setPreview(mode === "preview"); }}
          />
          {!preview && !disabled && <Toolbar label={t("markdown.tools", { field: label })} onUse={format} />}
        </div>
        {preview && <MarkdownPreview text={value} render={render} label={t("markdown.previewOf", { field: label })} />}
        {/* Hidden, not gone: the place of the cursor and what can be undone stay. */}
        <div hidden={preview}>
          <Textarea
            ref={field}
            id={id}
            name={name}
            variant="unstyled"
            classNames={{ input: classes.input }}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${id}-error` : description ? `${id}-description` : undefined}
            dir="auto"
            rows={rows}
            disabled={disabled}
            value={value}
            onChange={(event) => { onChange(event.currentTarget.value); }}
            onKeyDown={press}
          />
        </div>
      </div>
      {counter}
    </Input.Wrapper>
  );
}

function editOf(tool: Tool, selection: Selection, words: string): Edit {
  switch (tool) {
    case "bold":
      return wrap(selection, "**");
    case "italic":
      return wrap(selection, "_");
    case "code":
      return wrap(selection, "`");
    case "heading":
      return prefix(selection, "## ");
    case "quote":
      return prefix(selection, "> ");
    case "bullets":
      return prefix(selection, "- ");
    case "numbers":
      return prefix(selection, "1. ");
    case "link":
      return link(selection, words);
  }
}

/** Types the edit as the person would, so that the browser can undo it. */
function apply(area: HTMLTextAreaElement, edit: Edit, onChange: (text: string) => void) {
  area.focus();
  area.setSelectionRange(edit.from, edit.to);
  const before = area.value;
  const typed = edit.insert === "" ? document.execCommand("delete") : document.execCommand("insertText", false, edit.insert);
  if (!typed || area.value === before) {
    area.setRangeText(edit.insert, edit.from, edit.to);
    onChange(area.value);
  }
  area.setSelectionRange(...edit.select);
}
