import { useQuery } from "@tanstack/react-query";
import {
  IconBuildingStore,
  IconFileText,
  IconHome,
  IconReceipt,
  IconSpeakerphone,
  IconTicket,
  IconUserCircle,
  IconUsers,
} from "@tabler/icons-react";
import { useMatches } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { OutageBanners } from "@/features/announcements/client/OutageBanners";
import { useLiveTickets } from "@/features/tickets/useLiveTickets";
import { dashboardQuery } from "@/ui/dashboard";
import { useRights } from "@/ui/session";
import { Frame } from "./Frame";

/** The frame of the clients' pages. The tenant's custom CSS applies here, except where a page is `plain`. */
export function ClientFrame() {
  const { t } = useTranslation();
  useLiveTickets("portal");
  const { data } = useQuery(dashboardQuery);
  const { billing, team } = useRights();
  const plain = useMatches({ select: (matches) => matches.some((match) => match.staticData.plain) });

  return (
    <Frame
      styled={!plain}
      home="/portal/dashboard"
      profile="/portal/profile"
      banner={<OutageBanners />}
      sections={[
        { to: "/portal/dashboard", label: t("sections.dashboard"), icon: IconHome },
        { to: "/portal/tickets", label: t("sections.tickets"), icon: IconTicket, count: data?.open_tickets },
        { to: "/portal/catalog", label: t("sections.catalog"), icon: IconBuildingStore },
        ...(billing ? [{ to: "/portal/invoices", label: t("sections.invoices"), icon: IconReceipt } as const] : []),
        { to: "/portal/documents", label: t("sections.documents"), icon: IconFileText, count: data?.awaiting_signature, bad: true },
        { to: "/portal/announcements", label: t("sections.announcements"), icon: IconSpeakerphone, count: data?.unread_announcements },
        ...(team ? [{ to: "/portal/team", label: t("sections.team"), icon: IconUsers } as const] : []),
        { to: "/portal/profile", label: t("sections.profile"), icon: IconUserCircle },
      ]}
      shortcuts={[
        { keys: "g d", to: "/portal/dashboard", label: t("keys.dashboard") },
        { keys: "g t", to: "/portal/tickets", label: t("keys.tickets") },
        ...(billing ? [{ keys: "g i", to: "/portal/invoices", label: t("keys.invoices") } as const] : []),
        { keys: "g f", to: "/portal/documents", label: t("keys.documents") },
        { keys: "g a", to: "/portal/announcements", label: t("keys.announcements") },
        { keys: "g c", to: "/portal/catalog", label: t("keys.catalog") },
        { keys: "n", to: "/portal/tickets/new", label: t("keys.newTicket") },
        { keys: "/", to: "/portal/tickets", label: t("keys.search") },
      ]}
    />
  );
}
