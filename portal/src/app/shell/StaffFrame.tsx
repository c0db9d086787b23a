import {
  IconBuilding,
  IconBuildingStore,
  IconFileText,
  IconHeadset,
  IconHistory,
  IconLayoutDashboard,
  IconMail,
  IconPalette,
  IconReceipt,
  IconSettings,
  IconSpeakerphone,
  IconTicket,
  IconUsers,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLiveTickets } from "@/features/tickets/useLiveTickets";
import { useRights } from "@/ui/session";
import { Frame } from "./Frame";
import { ForbiddenFrame } from "./ForbiddenFrame";
import { HubBar } from "./HubBar";

/** The frame of the staff's pages: the same, with the tenant's own name on top and never its custom CSS. */
export function StaffFrame() {
  return useRights().staff ? <Inside /> : <ForbiddenFrame />;
}

function Inside() {
  const { t } = useTranslation();
  useLiveTickets("manage");
  return (
    <Frame
      home="/admin"
      profile="/admin/profile"
      withName
      top={<HubBar />}
      sections={[
        { to: "/admin", label: t("sections.overview"), icon: IconLayoutDashboard, exact: true },
        { to: "/admin/tickets", label: t("sections.tickets"), icon: IconTicket },
        { to: "/admin/invoices", label: t("sections.invoices"), icon: IconReceipt },
        { to: "/admin/clients", label: t("sections.clients"), icon: IconBuilding },
        { to: "/admin/users", label: t("sections.users"), icon: IconUsers },
        { to: "/admin/staff", label: t("sections.staff"), icon: IconHeadset },
        { to: "/admin/announcements", label: t("sections.announcements"), icon: IconSpeakerphone },
        { to: "/admin/catalog", label: t("sections.catalog"), icon: IconBuildingStore },
        { to: "/admin/documents", label: t("sections.documents"), icon: IconFileText },
        { to: "/admin/branding", label: t("sections.branding"), icon: IconPalette },
        { to: "/admin/settings", label: t("sections.settings"), icon: IconSettings },
        { to: "/admin/audit", label: t("sections.audit"), icon: IconHistory },
        { to: "/admin/mail", label: t("sections.mail"), icon: IconMail },
      ]}
      shortcuts={[
        { keys: "g d", to: "/admin", label: t("keys.overview") },
        { keys: "g t", to: "/admin/tickets", label: t("keys.tickets") },
        { keys: "g i", to: "/admin/invoices", label: t("keys.invoices") },
        { keys: "g c", to: "/admin/clients", label: t("keys.clients") },
        { keys: "g u", to: "/admin/users", label: t("keys.users") },
        { keys: "g f", to: "/admin/documents", label: t("keys.documents") },
        { keys: "g a", to: "/admin/announcements", label: t("keys.announcements") },
        { keys: "g b", to: "/admin/branding", label: t("keys.branding") },
        { keys: "/", to: "/admin/tickets", label: t("keys.search") },
      ]}
    />
  );
}
