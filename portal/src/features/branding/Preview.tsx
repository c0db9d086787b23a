import { SegmentedControl, useComputedColorScheme } from "@mantine/core";
import { IconHome, IconTicket } from "@tabler/icons-react";
import { useEffect, useState, type CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { BrandingCheck, ManagedBranding } from "@/api/types";
import { Markup } from "@/ui/Markup";
import { PlainText } from "@/ui/PlainText";
import { initials } from "@/util/format";
import classes from "./Preview.module.css";
import type { BrandingValues } from "./values";

/** Login and dashboard as the draft would make them. It is a picture: nothing in it can be pressed. */
export function Preview({ saved, draft, check }: { saved: ManagedBranding; draft: BrandingValues; check?: BrandingCheck }) {
  const { t } = useTranslation();
  const [page, setPage] = useState("login");
  const scheme = useComputedColorScheme("light");
  useDraftCss(check?.custom_css ?? "");
  return (
    <section className={classes.preview} aria-label={t("branding.preview")}>
      <div className={classes.head}>
        <h2>{t("branding.preview")}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t("branding.previewPage")}
          value={page}
          onChange={setPage}
          data={[
            { value: "login", label: t("branding.previewLogin") },
            { value: "dashboard", label: t("sections.dashboard") },
          ]}
        />
      </div>
      <div className={page === "login" ? classes.stage : `${classes.stage} branding-preview`} style={check?.variables[scheme] as CSSProperties | undefined} inert aria-hidden>
        {page === "login" ? <Login saved={saved} draft={draft} /> : <Dashboard saved={saved} draft={draft} />}
      </div>
    </section>
  );
}

/** The draft's CSS, confined to the preview. A constructed stylesheet needs no exception in the content security policy. */
function useDraftCss(css: string) {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@scope (.branding-preview) { ${css.replaceAll(".portal-root", ":scope")} }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  }, [css]);
}

interface Props {
  saved: ManagedBranding;
  draft: BrandingValues;
}

function Mark({ saved, draft }: Props) {
  if (saved.logo_url) return <img className={classes.logo} src={saved.logo_url} alt="" />;
  return <span className={classes.mark}>{initials(draft.portal_name)}</span>;
}

function Login({ saved, draft }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.card}>
      <div className={`${classes.loginHead} branding-preview`}>
        <Mark saved={saved} draft={draft} />
        <h1 dir="auto">{draft.portal_name}</h1>
        {draft.welcome_text === saved.welcome_text ? <Markup html={saved.welcome_html} /> : <PlainText text={draft.welcome_text} />}
      </div>
      <span className={classes.field}>{t("login.email")}</span>
      <span className={classes.field}>{t("login.password")}</span>
      <span className={classes.button}>{t("login.submit")}</span>
      {(draft.support_email || draft.support_phone) && (
        <p className={classes.small}>
          {t("login.trouble")} <a href="#preview">{[draft.support_email, draft.support_phone].filter(Boolean).join(" · ")}</a>
        </p>
      )}
      {draft.show_powered_by && <p className={classes.small}>{t("login.poweredBy")}</p>}
    </div>
  );
}

function Dashboard({ saved, draft }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.dashboard}>
      <div className={classes.nav}>
        <Mark saved={saved} draft={draft} />
        <span className={classes.active}>
          <IconHome size={14} /> {t("sections.dashboard")}
        </span>
        <span>
          <IconTicket size={14} /> {t("sections.tickets")}
        </span>
      </div>
      <div className={classes.body}>
        <h1>{t("dashboard.hello", { name: "Jane" })}</h1>
        <span className={classes.button}>{t("ticket.submitA")}</span>
        <span className={classes.row}>
          <span className={classes.dot} /> {t("branding.sample")}
        </span>
        <a href="#preview">{t("dashboard.all")}</a>
      </div>
    </div>
  );
}
