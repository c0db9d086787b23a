import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { signDocument } from "@/api/documents";
import { Problem } from "@/api/problem";
import type { DocumentToRead, SignedDocument } from "@/api/types";
import { UnlessActing } from "@/ui/UnlessActing";
import { AcknowledgeStep, complete, type Words } from "./AcknowledgeStep";
import { ConfirmStep } from "./ConfirmStep";
import { DeclineDialog } from "./DeclineDialog";
import { ReadStep } from "./ReadStep";
import { SignedBlock } from "./SignedBlock";
import classes from "./SignPage.module.css";

const steps = ["read", "acknowledge", "confirm"] as const;

/** The three steps. Each begins with its heading, which gets the focus; going back loses nothing. */
export function Wizard({ document, again }: { document: DocumentToRead; again: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [step, setStep] = useState(0);
  const [read, setRead] = useState(false);
  const [words, setWords] = useState<Words>({ acknowledged: false, name: "", title: "", consent: false });
  const [declining, setDeclining] = useState(false);
  const [signed, setSigned] = useState<SignedDocument | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);

  useEffect(() => {
    if (moved.current) heading.current?.focus();
    moved.current = true;
  }, [step]);

  const sign = useMutation({
    mutationFn: () =>
      signDocument(document.id, {
        version: document.version,
        content_sha256: document.content_sha256,
        scrolled_to_end: read,
        acknowledged: words.acknowledged,
        name: words.name.trim() || null,
        title: words.title.trim() || null,
        consent: document.consent,
      }),
    onSuccess: (signature) => {
      setSigned(signature);
      for (const queryKey of [["document"], ["dashboard"]]) void queries.invalidateQueries({ queryKey });
    },
  });

  if (signed) return <SignedBlock signature={signed} />;
  const readable = read || !document.requires_scroll_to_end;
  const changed = sign.error instanceof Problem && sign.error.status === 409;
  const current = steps[step] ?? "read";
  return (
    <div className={classes.wizard}>
      <ol className={classes.steps} aria-label={t("documents.steps")}>
        {steps.map((each, place) => (
          <li key={each} aria-current={place === step ? "step" : undefined} data-done={place < step || undefined}>
            <span className={classes.mark} aria-hidden>
              {place < step ? <IconCheck size={14} stroke={2.5} /> : place + 1}
            </span>
            {t(`documents.step.${each}`)}
          </li>
        ))}
      </ol>
      <section className={classes.card} aria-labelledby="step-title">
        <h2 id="step-title" ref={heading} tabIndex={-1}>
          {t(`documents.stepTitle.${current}`)}
        </h2>
        {current === "read" && <ReadStep document={document} read={read} onRead={setRead} />}
        {current === "acknowledge" && <AcknowledgeStep document={document} words={words} onWords={setWords} />}
        {current === "confirm" && <ConfirmStep document={document} words={words} failure={sign.error} onAgain={changed ? again : undefined} />}
        <UnlessActing>
          <div className={classes.actions}>
            {step === 0 ? (
              <Button variant="subtle" color="gray" onClick={() => { setDeclining(true); }}>
                {t("documents.decline")}
              </Button>
            ) : (
              <Button variant="default" disabled={sign.isPending} onClick={() => { sign.reset(); setStep(step - 1); }}>
                {t("documents.back")}
              </Button>
            )}
            {current === "confirm" ? (
              <Button loading={sign.isPending && !sign.isPaused} disabled={sign.isPaused || changed} onClick={() => { sign.mutate(); }}>
                {t(sign.isPaused ? "waitingForNetwork" : "documents.sign")}
              </Button>
            ) : (
              <Button
                disabled={current === "read" ? !readable : !complete(document, words)}
                aria-describedby={current === "read" ? "read-notice" : undefined}
                onClick={() => { setStep(step + 1); }}
              >
                {t("documents.continue")}
              </Button>
            )}
          </div>
        </UnlessActing>
      </section>
      {declining && <DeclineDialog document={document} onClose={() => { setDeclining(false); }} />}
    </div>
  );
}
