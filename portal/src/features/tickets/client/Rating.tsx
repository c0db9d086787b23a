import { Button } from "@mantine/core";
import { IconStarFilled } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { rateTicket } from "@/api/tickets";
import type { Ticket } from "@/api/types";
import { useSession } from "@/ui/session";
import { limits } from "@/api/limits";
import { LimitedTextarea } from "@/ui/limit/LimitedInput";
import { useTicketAction } from "../parts/useTicketAction";
import classes from "./Rating.module.css";
import { Stars } from "./Stars";

/** Asks how it went once a ticket is resolved, and shows what was answered. */
export function Rating({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const { impersonation } = useSession();
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const rate = useTicketAction("portal", ticket.id, rateTicket, () => t("rating.thanks"));

  if (ticket.rating) {
    return (
      <section className={classes.card} aria-label={t("rating.yours")}>
        <h2>{t("rating.yours")}</h2>
        <div className={classes.row}>
          <IconStarFilled size={18} aria-hidden className={classes.star} />
          <span>{t("rating.score", { score: ticket.rating.score })}</span>
        </div>
        {ticket.rating.comment && <p dir="auto">{ticket.rating.comment}</p>}
      </section>
    );
  }
  if (!ticket.actions.rate || impersonation) return null;
  return (
    <section className={classes.card} aria-label={t("rating.title")}>
      <h2>{t("rating.title")}</h2>
      <Stars label={t("rating.title")} value={score} onChange={setScore} />
      {score > 0 && (
        <>
          <LimitedTextarea label={t("rating.comment")} rows={3} limit={limits.NewRating.comment} dir="auto" value={comment} onChange={(event) => { setComment(event.currentTarget.value); }} />
          <Button className={classes.send} loading={rate.isPending} onClick={() => { rate.mutate({ score, comment: comment.trim() || undefined }); }}>
            {t("rating.send")}
          </Button>
        </>
      )}
    </section>
  );
}
