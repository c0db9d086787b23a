import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconGripVertical, IconTrash } from "@tabler/icons-react";
import { useId, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import classes from "./FieldList.module.css";
import { FieldSettings } from "./FieldSettings";
import type { BuilderField } from "./fields";

export interface FieldCardProps {
  field: BuilderField;
  place: number;
  fields: BuilderField[];
  condition: string;
  errors: Record<string, unknown>;
  wrong: boolean;
  open: boolean;
  disabled: boolean;
  onToggle: () => void;
  onChange: (field: BuilderField) => void;
  onRemove: () => void;
  onMove: (by: 1 | -1) => void;
  onDrag: (on: boolean) => void;
}

/** One field in the builder: what it is in a line, and its settings when it is open. */
export function FieldCard(props: FieldCardProps) {
  const { field, condition, wrong, open, disabled, onToggle, onRemove, onMove, onDrag } = props;
  const { t } = useTranslation();
  const id = useId();
  const [held, setHeld] = useState(false);
  const label = field.label || t("catalog.builder.unnamed");

  function press(event: KeyboardEvent) {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
    if (!by) return;
    event.preventDefault();
    onMove(by);
  }

  return (
    <div
      className={classes.card}
      data-wrong={wrong || undefined}
      draggable={held}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", field.key);
        onDrag(true);
      }}
      onDragEnd={() => {
        setHeld(false);
        onDrag(false);
      }}
    >
      <div className={classes.head}>
        {!disabled && (
          <ActionIcon
            variant="subtle"
            color="gray"
            className={classes.handle}
            data-handle={field.key}
            aria-label={t("catalog.builder.move", { label })}
            title={t("catalog.builder.moveHint")}
            onKeyDown={press}
            onPointerDown={() => { setHeld(true); }}
            onPointerUp={() => { setHeld(false); }}
          >
            <IconGripVertical size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        )}
        <button type="button" className={classes.title} aria-expanded={open} aria-controls={id} onClick={onToggle}>
          <bdi className={classes.name}>{label}</bdi>
          <span className={classes.kind}>{[t(`catalog.type.${field.type}`), field.required ? t("catalog.builder.required") : "", condition].filter(Boolean).join(" · ")}</span>
        </button>
        {!disabled && (
          <ActionIcon variant="subtle" color="bad" aria-label={t("catalog.builder.remove", { label })} onClick={onRemove}>
            <IconTrash size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon variant="subtle" color="gray" tabIndex={-1} aria-hidden onClick={onToggle}>
          {open ? <IconChevronUp size={18} stroke={1.75} /> : <IconChevronDown size={18} stroke={1.75} />}
        </ActionIcon>
      </div>
      <div id={id} hidden={!open}>
        {open && <FieldSettings {...props} />}
      </div>
    </div>
  );
}
