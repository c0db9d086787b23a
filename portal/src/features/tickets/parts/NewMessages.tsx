import { Button } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { useSession } from "@/ui/session";
import classes from "./NewMessages.module.css";

/** Marks the end of a conversation; when others write while it is out of sight, says so and leads there. */
export function NewMessages({ messages }: { messages: Message[] }) {
  const { t } = useTranslation();
  const me = useSession().user.id;
  const end = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const last = messages.at(-1)?.id;
  const [read, setRead] = useState(last);
  if (atEnd && read !== last) setRead(last);

  useEffect(() => {
    const element = end.current;
    if (!element || !("IntersectionObserver" in window)) return;
    const observer = new IntersectionObserver(([entry]) => { setAtEnd(entry?.isIntersecting ?? true); });
    observer.observe(element);
    return () => { observer.disconnect(); };
  }, []);

  const from = messages.findIndex((message) => message.id === read) + 1;
  const fresh = atEnd ? 0 : messages.slice(from).filter((message) => message.kind === "comment" && message.author.id !== me).length;
  return (
    <>
      <div ref={end} className={classes.end} />
      <div role="status" className={classes.place}>
        {fresh > 0 && (
          <Button size="sm" className={classes.button} leftSection={<IconArrowDown size={16} stroke={2} aria-hidden />} onClick={() => end.current?.scrollIntoView({ block: "center", behavior: "smooth" })}>
            {t("ticket.newMessages", { count: fresh })}
          </Button>
        )}
      </div>
    </>
  );
}
