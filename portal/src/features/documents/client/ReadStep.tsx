import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DocumentToRead } from "@/api/types";
import { Markup } from "@/ui/Markup";
import classes from "./SignPage.module.css";

interface Props {
  document: DocumentToRead;
  read: boolean;
  onRead: (read: boolean) => void;
}

/**
 * The whole text in a view of its own that scrolls by mouse, touch and keyboard. It is read once its end has been in
 * view: at once where the text is shorter than the view. At the end stands a button, so that readers who are read to
 * and never scroll get there too.
 */
export function ReadStep({ document, read, onRead }: Props) {
  const { t } = useTranslation();
  const view = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLButtonElement>(null);
  const [part, setPart] = useState(read ? 1 : 0);

  useEffect(() => {
    const [root, target] = [view.current, end.current];
    if (!root || !target) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) onRead(true);
      },
      { root, threshold: 0.5 },
    );
    observer.observe(target);
    return () => { observer.disconnect(); };
  }, [onRead]);

  function scrolled() {
    const root = view.current;
    if (!root) return;
    const way = root.scrollHeight - root.clientHeight;
    const now = way <= 1 ? 1 : Math.min(1, root.scrollTop / way);
    setPart((before) => Math.max(before, now));
  }

  const done = read ? 1 : part;
  return (
    <>
      <progress className={classes.progress} value={done} max={1} aria-label={t("documents.progress")} />
      <div
        ref={view}
        className={classes.paper}
        role="region"
        aria-label={t("documents.text", { title: document.title })}
        // Scrolls by the keys once it has the focus.
        tabIndex={0}
        onScroll={scrolled}
      >
        {document.sections.map((section, place) => (
          <section key={place} className={classes.section}>
            {section.heading && <h3 dir="auto">{section.heading}</h3>}
            <Markup html={section.html} whole />
          </section>
        ))}
        <button ref={end} type="button" className={classes.end} onFocus={() => { onRead(true); }} onClick={() => { onRead(true); }}>
          {t("documents.end")}
        </button>
      </div>
      <p id="read-notice" className={classes.notice} role="status">
        {read ? t("documents.readAll") : document.requires_scroll_to_end ? t("documents.scrollOn") : t("documents.scrollFree")}
      </p>
    </>
  );
}
