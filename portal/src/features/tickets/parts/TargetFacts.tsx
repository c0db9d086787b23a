import { useTranslation } from "react-i18next";
import type { Target, Targets } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { Time } from "@/ui/Time";
import { Fact } from "./Fact";
import layout from "./TicketLayout.module.css";

/** What was promised for this ticket and whether it was kept. */
export function TargetFacts({ targets }: { targets?: Targets | null }) {
  const { t } = useTranslation();
  if (!targets?.first_response && !targets?.resolution) return null;
  return (
    <section className={layout.group} aria-label={t("targets.title")}>
      <h2>{t("targets.title")}</h2>
      <dl>
        {targets.first_response && (
          <Fact name={t("targets.first_response")}>
            <State target={targets.first_response} />
          </Fact>
        )}
        {targets.resolution && (
          <Fact name={t("targets.resolution")}>
            <State target={targets.resolution} />
          </Fact>
        )}
      </dl>
    </section>
  );
}

function State({ target }: { target: Target }) {
  const { t } = useTranslation();
  if (target.breached) return <Badge tone="bad">{t("targets.breached")}</Badge>;
  if (target.met_at) return <Badge tone="good">{t("targets.met")}</Badge>;
  return <Time at={target.due_at} />;
}
