import type { RouteComponent } from "@tanstack/react-router";
import { useRights, type Rights } from "@/ui/session";
import { ForbiddenPage } from "../errors/ForbiddenPage";

/** A page that only some may open: without the right nothing of it is shown, neither forms nor buttons. */
export function onlyFor(allowed: (rights: Rights) => boolean, Page: RouteComponent): RouteComponent {
  function Guarded() {
    return allowed(useRights()) ? <Page /> : <ForbiddenPage />;
  }
  Guarded.preload = Page.preload;
  return Guarded;
}
