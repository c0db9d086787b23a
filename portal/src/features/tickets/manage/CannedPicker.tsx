import { Modal, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useListKeys } from "@/ui/useListKeys";
import { searchFor } from "@/util/search";
import { cannedQuery } from "../queries";
import classes from "./CannedPicker.module.css";

/** Finds a canned reply by its words and puts it into the message. */
export function CannedPicker({ opened, onClose, onPick }: { opened: boolean; onClose: () => void; onPick: (text: string) => void }) {
  const { t } = useTranslation();
  const keys = useListKeys();
  const [words, setWords] = useState("");
  const replies = useQuery({ ...cannedQuery, enabled: opened }).data?.items ?? [];
  const finds = searchFor(words);
  const found = replies.filter((reply) => finds(reply.title, reply.body));

  function pick(body: string) {
    onPick(body);
    setWords("");
    onClose();
  }

  return (
    <Modal opened={opened} onClose={onClose} title={t("canned.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <TextInput
        data-autofocus
        type="search"
        aria-label={t("canned.search")}
        placeholder={t("canned.search")}
        value={words}
        onChange={(event) => { setWords(event.currentTarget.value); }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !found[0]) return;
          event.preventDefault();
          pick(found[0].body);
        }}
      />
      <ul className={classes.list} onKeyDown={keys}>
        {found.map((reply) => (
          <li key={reply.id}>
            <button type="button" data-row className={classes.reply} onClick={() => { pick(reply.body); }}>
              <span className={classes.title} dir="auto">{reply.title}</span>
              <span className={classes.body} dir="auto">{reply.body}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={classes.none}>{t(replies.length ? "canned.noneMatch" : "canned.none")}</p>}
    </Modal>
  );
}
