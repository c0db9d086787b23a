import { useTranslation } from "react-i18next";
import type { CatalogRequest } from "@/api/types";
import type { Side } from "@/api/uploads";
import { Card } from "@/ui/Card";
import { PlainText } from "@/ui/PlainText";
import { Answers } from "./Answers";
import { RequestFacts } from "./RequestFacts";
import layout from "./RequestLayout.module.css";

/** What was asked, why it was decided as it was, and the facts beside it. */
export function RequestBody({ request, side }: { request: CatalogRequest; side: Side }) {
  const { t } = useTranslation();
  return (
    <div className={layout.layout}>
      <div className={layout.main}>
        {request.decision?.reason && (
          <section className={layout.reason} aria-labelledby="reason-title">
            <h2 id="reason-title">{t("requests.reason")}</h2>
            <PlainText text={request.decision.reason} />
          </section>
        )}
        <Card title={t("requests.answers")}>
          <Answers request={request} side={side} />
        </Card>
      </div>
      <RequestFacts request={request} side={side} />
    </div>
  );
}
