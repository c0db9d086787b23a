import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getBranding } from "@/api/branding";
import { getSession } from "@/api/session";
import type { Branding, Session } from "@/api/types";
import { isStaff } from "@/util/roles";

export const sessionQuery = queryOptions({ queryKey: ["session"], queryFn: getSession, staleTime: Infinity, gcTime: Infinity });

/** The person who is signed in; the portal is only shown to one. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

export interface Rights {
  staff: boolean;
  /** Staff who may answer and change tickets. */
  work: boolean;
  /** Staff who may change companies, users, branding and settings. */
  administer: boolean;
  /** Clients who see their whole company's tickets. */
  company: boolean;
  /** Clients who manage their company's team. */
  team: boolean;
  /** Clients who read their company's invoices. */
  billing: boolean;
}

export function rightsOf({ user, permissions }: Session): Rights {
  return {
    staff: isStaff(user.role),
    work: user.role === "admin" || user.role === "technician",
    administer: user.role === "admin",
    company: user.role === "company_admin" || user.access === "company" || permissions.includes("tickets.company"),
    team: permissions.includes("team.manage"),
    billing: permissions.includes("billing"),
  };
}

export const useRights = (): Rights => rightsOf(useSession());

export const brandingQuery = (tenant: string) =>
  queryOptions({ queryKey: ["branding", tenant], queryFn: () => getBranding(tenant), staleTime: 60_000 });

/** How the session's tenant looks; never that of a `?tenant=` in the address. */
export function useBranding(): Branding | undefined {
  return useQuery(brandingQuery(useSession().tenant.slug)).data;
}
