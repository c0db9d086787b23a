import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useLocation, useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

/** Searches while typing; `value` is what the address says. The key `/` comes here. */
export function SearchField({ value, label, onSearch, className }: { value: string; label: string; onSearch: (words: string) => void; className?: string }) {
  const { t } = useTranslation();
  const [words, setWords] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const wanted = useLocation({ select: (location) => location.hash === "search" });
  const given = useRef(value);
  const router = useRouter();

  useEffect(() => {
    if (wanted) field.current?.focus();
  }, [wanted]);

  // The address changed by other means, such as going back.
  useEffect(() => {
    if (value !== given.current) {
      given.current = value;
      setWords(value);
    }
  }, [value]);

  useEffect(() => {
    if (words === given.current) return;
    const here = router.state.location.pathname;
    const soon = setTimeout(() => {
      // Whoever has gone on to another page meanwhile is not called back.
      if (router.state.location.pathname !== here) return;
      given.current = words;
      onSearch(words.trim());
    }, 250);
    return () => { clearTimeout(soon); };
  }, [words, onSearch, router]);

  return (
    <TextInput
      ref={field}
      type="search"
      className={className}
      aria-label={label}
      placeholder={label}
      data-search
      leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
      rightSection={words && <CloseButton size="sm" aria-label={t("list.clearSearch")} onClick={() => { setWords(""); }} />}
      value={words}
      onChange={(event) => { setWords(event.currentTarget.value); }}
      onKeyDown={(event) => {
        if (event.key === "Escape") setWords("");
      }}
    />
  );
}
