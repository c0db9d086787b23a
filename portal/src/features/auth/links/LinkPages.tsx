import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Branding } from "@/api/types";
import type { GatePage } from "@/util/gatePath";
import { ApprovePage } from "./ApprovePage";
import { ConfirmEmailPage } from "./ConfirmEmailPage";
import { ForgotPage } from "./ForgotPage";
import { ObjectEmailPage } from "./ObjectEmailPage";
import { OwnPasswordPage } from "./OwnPasswordPage";
import { RegisterPage } from "./RegisterPage";
import { ResetPage } from "./ResetPage";
import { SsoErrorPage } from "./SsoErrorPage";

const titles = {
  login: "gate.title.sso",
  register: "gate.title.register",
  "forgot-password": "gate.title.forgot",
  "reset-password": "gate.title.reset",
  "confirm-email": "gate.title.confirmEmail",
  "object-email": "gate.title.objectEmail",
  "own-password": "gate.title.ownPassword",
  approve: "gate.title.approve",
  "sso-error": "gate.title.sso",
} as const;

/** The pages that mails and the Hub lead to. They come after the login page's script, so that it stays small. */
export function LinkPages({ page, branding }: { page: Exclude<GatePage, "verify">; branding: Branding | null }) {
  const { t } = useTranslation();
  const query = new URLSearchParams(location.search);
  const title = t(titles[page]);
  const portal = branding?.portal_name;
  useEffect(() => {
    document.title = portal ? `${title} · ${portal}` : title;
  }, [title, portal]);
  // Somebody whom the Hub sent with an unreadable token: nobody knows which portal was meant.
  if (!branding) return <SsoErrorPage branding={null} reason={query.get("reason") ?? ""} />;
  switch (page) {
    case "register":
      return <RegisterPage branding={branding} token={query.get("invite") ?? ""} />;
    case "reset-password":
      return <ResetPage branding={branding} token={query.get("token") ?? ""} />;
    case "confirm-email":
      return <ConfirmEmailPage branding={branding} token={query.get("token") ?? ""} />;
    case "object-email":
      return <ObjectEmailPage branding={branding} change={query.get("change") ?? ""} token={query.get("token") ?? ""} />;
    case "own-password":
      return <OwnPasswordPage branding={branding} returnTo={query.get("return_to") ?? ""} />;
    case "approve":
      return <ApprovePage branding={branding} request={query.get("request") ?? ""} token={query.get("token") ?? ""} />;
    case "forgot-password":
      return <ForgotPage branding={branding} />;
    default:
      return <SsoErrorPage branding={branding} reason={query.get("reason") ?? ""} person={query.get("person") ?? ""} />;
  }
}
