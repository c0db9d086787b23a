import { IconSignature } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DocumentToSign } from "@/api/types";
import { ButtonLink } from "@/ui/ButtonLink";
import { Time } from "@/ui/Time";
import { useListKeys } from "@/ui/useListKeys";
import { OverdueBadge } from "../parts/badges";
import { Day } from "../parts/Day";
import classes from "./DocumentsPage.module.css";

/** What is still to be signed. */
export function ToSignList({ items }: { items: DocumentToSign[] }) {
  const { t } = useTranslation();
  const keys = useListKeys();
  return (
    <ul className={classes.list} onKeyDown={keys}>
      {items.map((item) => (
        <li key={item.id} className={classes.ask}>
          <IconSignature size={24} stroke={1.5} aria-hidden />
          <div className={classes.words}>
            <h2>
              <bdi>{item.title}</bdi>
            </h2>
            <div className={classes.facts}>
              {item.overdue && <OverdueBadge />}
              <bdi>{item.issuer}</bdi>
              <Time at={item.published_at} />
              {item.deadline && (
                <span>
                  {t("documents.signBy")} <Day on={item.deadline} /> ({item.time_zone.replaceAll("_", " ")})
                </span>
              )}
              {item.declined && <span>{t("documents.youDeclined")}</span>}
            </div>
          </div>
          <ButtonLink to="/portal/documents/$id" params={{ id: item.id }} aria-label={t("documents.reviewOne", { title: item.title })} data-row>
            {t("documents.review")}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}
