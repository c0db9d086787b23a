import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Branding } from "@/api/types";
import { problemToSentence } from "@/ui/problemToSentence";
import { BrandedCard } from "../BrandedCard";
import classes from "../Gate.module.css";
import { GateCard } from "../GateCard";

/** A page that says how something ended, and the one thing to do next. */
export function LinkEnd({ branding, title, lead, children }: { branding: Branding | null; title: string; lead: ReactNode; children?: ReactNode }) {
  const actions = children && <div className={classes.form}>{children}</div>;
  if (!branding) return <GateCard title={title} lead={lead}>{actions}</GateCard>;
  return (
    <BrandedCard branding={branding} title={title} lead={lead}>
      {actions}
    </BrandedCard>
  );
}

/** Leads to the sign-in form even if somebody is signed in: it may be another person than the one whom the link is for. */
export function ToLogin({ branding, label }: { branding: Branding | null; label?: string }) {
  const { t } = useTranslation();
  return (
    <Button component="a" size="md" fullWidth href={branding ? `/portal/login?tenant=${branding.tenant}&choose=1` : "/"}>
      {label ?? t("gate.toLogin")}
    </Button>
  );
}

/** Asks the server for something once; what comes of it takes the button's place. */
export function AskOnce({ label, done, ask }: { label: string; done: string; ask: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const [state, setState] = useState<"idle" | "busy" | "done">("idle");
  const [message, setMessage] = useState("");
  async function press() {
    setState("busy");
    setMessage("");
    try {
      await ask();
      setState("done");
    } catch (reason) {
      setMessage(problemToSentence(reason, t));
      setState("idle");
    }
  }
  return (
    <div aria-live="polite">
      {state === "done" ? (
        <p className={classes.lead}>{done}</p>
      ) : (
        <>
          <Button size="md" fullWidth loading={state === "busy"} onClick={() => void press()}>
            {label}
          </Button>
          {message && <p className={classes.below}>{message}</p>}
        </>
      )}
    </div>
  );
}
