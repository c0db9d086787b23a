/**
 * Classes of an element that the tenant's own CSS may style, with all that is in it. The stylesheet's `@scope` begins at
 * these elements, so whatever must stay as it is (signing, approvals, password fields, the bar of an impersonated
 * session, dialogs) has to stand beside them, never inside: opacity and colors of an ancestor cannot be undone.
 */
export const tenantScope = (className: string | undefined, styled: boolean): string | undefined =>
  styled ? [className, "portal-root"].filter(Boolean).join(" ") : className;
