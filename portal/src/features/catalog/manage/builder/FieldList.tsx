import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import type { FieldType } from "@/api/types";
import { FieldCard } from "./FieldCard";
import classes from "./FieldList.module.css";
import { conditionInWords, fieldTypes, move, newField, type BuilderField } from "./fields";

interface Props {
  fields: BuilderField[];
  onChange: (fields: BuilderField[]) => void;
  /** Messages by the names of the form, such as `fields[0].label`. */
  errors: Record<string, unknown>;
  disabled: boolean;
}

/** The fields of an item's form: added, edited, moved by mouse or keyboard, and removed. */
export function FieldList({ fields, onChange, errors, disabled }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const own = (place: number) => Object.keys(errors).some((name) => name.startsWith(`fields[${String(place)}].`));

  function toggle(key: string) {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  }

  function add(type: FieldType) {
    const field = newField(type);
    onChange([...fields, field]);
    setOpen(new Set([...open, field.key]));
  }

  function shift(from: number, to: number) {
    const field = fields[from];
    if (!field || to < 0 || to >= fields.length) return;
    onChange(move(fields, from, to));
    setSaid(t("catalog.builder.moved", { label: field.label || t("catalog.builder.unnamed"), place: to + 1, count: fields.length }));
    // The handle that was pressed keeps the keyboard, wherever its card now is.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-handle="${field.key}"]`)?.focus());
  }

  function over(event: DragEvent, place: number) {
    if (dragged === null) return;
    event.preventDefault();
    const from = fields.findIndex((field) => field.key === dragged);
    if (from >= 0 && from !== place) onChange(move(fields, from, place));
  }

  return (
    <div className={classes.builder}>
      {fields.length === 0 && <p className={classes.none}>{t("catalog.builder.none")}</p>}
      <ol ref={list} className={classes.list}>
        {fields.map((field, place) => (
          <li
            key={field.key}
            data-dragged={dragged === field.key || undefined}
            onDragOver={(event) => { over(event, place); }}
            onDrop={(event) => { event.preventDefault(); }}
          >
            <FieldCard
              field={field}
              place={place}
              fields={fields}
              condition={conditionInWords(fields, place, t)}
              errors={errors}
              wrong={own(place)}
              open={open.has(field.key) || own(place)}
              disabled={disabled}
              onToggle={() => { toggle(field.key); }}
              onChange={(changed) => { onChange(fields.map((each, at) => (at === place ? changed : each))); }}
              onRemove={() => { onChange(fields.filter((_, at) => at !== place)); }}
              onMove={(by) => { shift(place, place + by); }}
              onDrag={(on) => { setDragged(on ? field.key : null); }}
            />
          </li>
        ))}
      </ol>
      <p role="status" className="visually-hidden">
        {said}
      </p>
      {!disabled && (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button variant="default" leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />} className={classes.add}>
              {t("catalog.builder.add")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {fieldTypes.map((type) => (
              <Menu.Item key={type} onClick={() => { add(type); }}>
                {t(`catalog.type.${type}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
