import classes from "./Markup.module.css";

/** Markup that the server has rendered from markdown and reduced to an allow-list. Nothing else may come here. */
export function Markup({ html, className }: { html: string; className?: string }) {
  // eslint-disable-next-line no-restricted-syntax -- the one place, see above
  return <div className={className ? `${classes.markup} ${className}` : classes.markup} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}
