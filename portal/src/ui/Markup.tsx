import classes from "./Markup.module.css";

/** Markup that the server has rendered from markdown and reduced to an allow-list. Nothing else may come here. `whole` wraps tables too. */
export function Markup({ html, className, whole = false }: { html: string; className?: string; whole?: boolean }) {
  const names = [classes.markup, whole && classes.whole, className].filter(Boolean).join(" ");
  // eslint-disable-next-line no-restricted-syntax -- the one place, see above
  return <div className={names} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}
