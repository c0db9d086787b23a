import { Button } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useEffect, useRef, useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import type { Verification } from "@/api/types";
import { verifyCode, verifyFile } from "@/api/verify";
import { problemToSentence } from "@/ui/problemToSentence";
import { dateFormat } from "@/util/formats";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import classes from "./VerifyForm.module.css";

/** By the file, or by the code on its signature page; the answer tells what stands in a genuine document. */
export function VerifyForm({ tenant, given }: { tenant: string; given: string }) {
  const { t } = useTranslation();
  const [code, setCode] = useState(given);
  const [busy, setBusy] = useState(given !== "");
  const [failure, setFailure] = useState<unknown>(null);
  const [result, setResult] = useState<{ found: Verification; byFile: boolean } | null>(null);
  const codeError = failure instanceof Problem ? failure.errors.code : undefined;
  const input = useRef<HTMLInputElement>(null);

  // Whoever comes by the address on the paper has its code looked up at once.
  useEffect(() => {
    if (!given) return;
    verifyCode(tenant, given)
      .then((found) => { setResult({ found, byFile: false }); }, setFailure)
      .finally(() => { setBusy(false); });
  }, [given, tenant]);

  function ask(asked: Promise<Verification>, byFile: boolean) {
    setBusy(true);
    setFailure(null);
    setResult(null);
    asked
      .then((found) => { setResult({ found, byFile }); }, setFailure)
      .finally(() => { setBusy(false); });
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (code.trim()) ask(verifyCode(tenant, code.trim()), false);
  }

  return (
    <div className={classes.parts}>
      <div>
        <input
          ref={input}
          type="file"
          hidden
          accept="application/pdf,.pdf"
          aria-label={t("gate.verify.file")}
          onChange={(event) => {
            const file = event.currentTarget.files?.item(0);
            event.currentTarget.value = "";
            if (file) ask(verifyFile(tenant, file), true);
          }}
        />
        <Button size="md" fullWidth loading={busy} onClick={() => input.current?.click()}>
          {t("gate.verify.file")}
        </Button>
      </div>
      <form className={classes.code} onSubmit={submit} noValidate>
        <LimitedTextInput label={t("gate.verify.code")} autoComplete="off" spellCheck={false} limit={limits.VerifyCode.code} value={code} error={codeError} onChange={(event) => { setCode(event.currentTarget.value); }} />
        <Button type="submit" variant="default" disabled={busy || !code.trim()}>
          {t("gate.verify.check")}
        </Button>
      </form>
      <div role="status">
        {failure !== null && codeError === undefined && <p className={classes.failure}>{problemToSentence(failure, t)}</p>}
        {result && <Result {...result} />}
      </div>
    </div>
  );
}

function Result({ found, byFile }: { found: Verification; byFile: boolean }) {
  const { t, i18n } = useTranslation();
  const document = found.document;
  if (!document) {
    return (
      <div className={classes.result} data-bad>
        <p className={classes.verdict}>
          <IconCircleX size={22} stroke={1.75} aria-hidden />
          {t("gate.verify.bad")}
        </p>
        <p>{t(byFile ? "gate.verify.badFile" : "gate.verify.badCode")}</p>
      </div>
    );
  }
  const at = dateFormat(i18n.language, { dateStyle: "long", timeStyle: "short" }).format(new Date(document.signed_at));
  const facts: [string, string][] = [
    [t("gate.verify.document"), `${document.title} (${document.version})`],
    [t("gate.verify.issuer"), document.issuer],
    [t("gate.verify.name"), document.name],
    [t("gate.verify.company"), document.company],
    [t("gate.verify.at"), at],
    ...(document.pdf_sha256 ? [[t("gate.verify.digest"), document.pdf_sha256] as [string, string]] : []),
  ];
  return (
    <div className={classes.result}>
      <p className={classes.verdict}>
        <IconCircleCheck size={22} stroke={1.75} aria-hidden />
        {t(byFile ? "gate.verify.good" : "gate.verify.goodCode")}
      </p>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
