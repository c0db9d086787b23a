import { ActionIcon, Tooltip } from "@mantine/core";
import { IconBlockquote, IconBold, IconCode, IconHeading, IconItalic, IconLink, IconList, IconListNumbers, type Icon } from "@tabler/icons-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import classes from "./MarkdownEditor.module.css";

const tools = ["bold", "italic", "heading", "link", "bullets", "numbers", "quote", "code"] as const;
export type Tool = (typeof tools)[number];

const icons: Record<Tool, Icon> = {
  bold: IconBold,
  italic: IconItalic,
  heading: IconHeading,
  link: IconLink,
  bullets: IconList,
  numbers: IconListNumbers,
  quote: IconBlockquote,
  code: IconCode,
};
const shortcuts: Partial<Record<Tool, string>> = { bold: "Ctrl+B", italic: "Ctrl+I", link: "Ctrl+K" };

/** One stop for the Tab key; the arrows move inside, as in every toolbar. */
export function Toolbar({ label, onUse }: { label: string; onUse: (tool: Tool) => void }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);

  function move(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tools.length - 1 };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const next = (wanted + tools.length) % tools.length;
    setAt(next);
    bar.current?.querySelectorAll("button")[next]?.focus();
  }

  return (
    <div ref={bar} role="toolbar" aria-label={label} className={classes.tools} onKeyDown={move}>
      {tools.map((tool, place) => {
        const ToolIcon = icons[tool];
        const name = t(`markdown.tool.${tool}`);
        const keys = shortcuts[tool];
        return (
          <Tooltip key={tool} label={keys ? `${name} (${keys})` : name}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={34}
              aria-label={name}
              aria-keyshortcuts={keys?.replace("Ctrl", "Control")}
              tabIndex={place === at ? 0 : -1}
              // The text keeps its selection.
              onMouseDown={(event) => { event.preventDefault(); }}
              onClick={() => {
                setAt(place);
                onUse(tool);
              }}
            >
              <ToolIcon size={18} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Tooltip>
        );
      })}
    </div>
  );
}
