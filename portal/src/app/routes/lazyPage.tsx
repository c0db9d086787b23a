import type { RouteComponent } from "@tanstack/react-router";
import { use, type ComponentType } from "react";

/** A page whose script did not arrive: there is no network, or the portal was updated meanwhile. */
export class PageNotLoaded extends Error {
  constructor(reason: unknown) {
    super(reason instanceof Error ? reason.message : String(reason), { cause: reason });
    this.name = "PageNotLoaded";
  }
}

const failed = new Set<() => void>();

/** Lets pages that could not be loaded be asked for again. */
export function forgetFailedPages(): void {
  for (const forget of failed) forget();
  failed.clear();
}

/**
 * A page that is loaded when it is opened. Not the router's own `lazyRouteComponent`: that reloads the whole window when
 * a script is missing, which leaves an offline person with the browser's error page, and it never asks a second time.
 */
export function lazyPage<Module extends object>(load: () => Promise<Module>, name: keyof Module & string): RouteComponent {
  let page: ComponentType | undefined;
  let loading: Promise<ComponentType> | undefined;
  const fetchPage = () =>
    (loading ??= load().then(
      // Not in the signature: the type of a page depends on the routes, and they would depend on it.
      (found) => (page = found[name] as ComponentType),
      (reason: unknown) => {
        failed.add(() => { loading = undefined; });
        throw new PageNotLoaded(reason);
      },
    ));
  function LazyPage() {
    const Page = page ?? use(fetchPage());
    return <Page />;
  }
  // The failure is shown by the page itself once it is opened.
  LazyPage.preload = () => fetchPage().then(() => undefined, () => undefined);
  return LazyPage;
}
