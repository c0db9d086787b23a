import { Button, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Gate.module.css";

/** Asks for the short name of a portal and goes to its login page. */
export function SlugForm() {
  const { t } = useTranslation();
  const [slug, setSlug] = useState("");
  const [error, setError] = useState("");

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = slug.trim().toLowerCase();
    if (!/^[a-z](?:-?[a-z0-9])+$/.test(name) || name.length > 40) {
      setError(t("which.invalid"));
      return;
    }
    location.assign(`/portal/login?tenant=${name}`);
  }

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        label={t("which.label")}
        description={t("which.hint")}
        name="tenant"
        autoComplete="organization"
        autoCapitalize="none"
        spellCheck={false}
        size="md"
        value={slug}
        error={error}
        onChange={(event) => {
          setSlug(event.currentTarget.value);
          setError("");
        }}
      />
      <Button type="submit" size="md" fullWidth>
        {t("which.submit")}
      </Button>
    </form>
  );
}
