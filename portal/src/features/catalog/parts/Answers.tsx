import { IconFile } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { requestFilePath } from "@/api/catalog";
import type { Attachment, CatalogRequest, FormField } from "@/api/types";
import type { Side } from "@/api/uploads";
import { PlainText } from "@/ui/PlainText";
import { fileSize } from "@/util/format";
import { dateFormat, numberFormat } from "@/util/formats";
import classes from "./Answers.module.css";

/** What was answered, in the order and words of the form that was asked by. */
export function Answers({ request, side }: { request: CatalogRequest; side: Side }) {
  const { t } = useTranslation();
  const answered = request.fields.filter((field) => request.answers[field.key] !== undefined);
  if (answered.length === 0) return <p className={classes.none}>{t("requests.noAnswers")}</p>;
  return (
    <dl className={classes.answers}>
      {answered.map((field) => (
        <div key={field.key} className={classes.answer}>
          <dt dir="auto">{field.label}</dt>
          <dd>
            <Answer field={field} value={request.answers[field.key]} files={request.files[field.key] ?? []} request={request.id} side={side} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Answer({ field, value, files, request, side }: { field: FormField; value: unknown; files: Attachment[]; request: string; side: Side }) {
  const { t, i18n } = useTranslation();
  if (field.type === "file") {
    return (
      <ul className={classes.files}>
        {files.map((file) => (
          <li key={file.id}>
            <IconFile size={18} stroke={1.5} aria-hidden />
            <a href={requestFilePath(side, request, file.id)} target={file.inline ? "_blank" : undefined} rel="noopener" dir="auto">
              {file.name}
            </a>
            <span className={classes.size}>{fileSize(file.size, i18n.language)}</span>
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === "boolean") return t(value ? "catalog.yes" : "catalog.no");
  if (typeof value === "number") return numberFormat(i18n.language, { maximumFractionDigits: 9 }).format(value);
  if (Array.isArray(value)) return <bdi>{value.join(", ")}</bdi>;
  const text = String(value as string);
  if (field.type === "date") return <time dateTime={text}>{dateFormat(i18n.language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${text}T00:00:00Z`))}</time>;
  return <PlainText text={text} />;
}
