import { Button, Modal, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createUser } from "@/api/admin";
import type { Access, Company, NewUser } from "@/api/types";
import { FormSummary } from "@/ui/FormSummary";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { randomKey } from "@/util/id";
import { generatePassword } from "@/util/password";
import classes from "./Clients.module.css";

/** Adds a person to a company with a password that staff hand over. */
export function UserDialog({ company, onClose }: { company: Company; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [key] = useState(randomKey);
  const [shown, setShown] = useState(false);
  const form = useForm<NewUser>({
    initialValues: { name: "", email: "", role: "user", access: "own", password: "" },
    validate: {
      name: (text) => (text.trim() ? null : t("users.nameMissing")),
      email: (text) => (/^\S+@\S+$/.test(text.trim()) ? null : t("users.emailMissing")),
      password: (text) => (text.length < 12 ? t("profile.tooShort") : null),
    },
  });
  const problem = useFormProblem(form);
  const create = useMutation({
    mutationFn: ({ access, ...values }: NewUser) => createUser(company.id, { ...values, name: values.name.trim(), email: values.email.trim(), ...(values.role === "user" && { access }) }, key),
    onSuccess: (user) => {
      toast.done(t("users.added", { name: user.name }));
      void queries.invalidateQueries({ queryKey: ["companies"] });
      onClose();
    },
    onError: problem.fail,
  });
  const labels = { name: t("users.name"), email: t("login.email"), role: t("users.role"), access: t("users.access"), password: t("login.password") };

  return (
    <Modal opened onClose={onClose} title={t("users.addTo", { company: company.name })} closeButtonProps={{ "aria-label": t("close") }}>
      <form className={classes.form} noValidate autoComplete="off" onSubmit={form.onSubmit((values) => { problem.clear(); create.mutate(values); }, problem.invalid)}>
        <FormSummary reason={problem.reason} labels={labels} />
        <TextInput name="name" label={labels.name} maxLength={200} dir="auto" data-autofocus {...form.getInputProps("name")} />
        <TextInput name="email" type="email" label={labels.email} autoComplete="off" {...form.getInputProps("email")} />
        <NativeSelect
          name="role"
          label={labels.role}
          description={t(form.values.role === "company_admin" ? "users.adminHint" : "users.userHint")}
          data={[
            { value: "user", label: t("role.user") },
            { value: "company_admin", label: t("role.company_admin") },
          ]}
          {...form.getInputProps("role")}
        />
        {form.values.role === "user" && (
          <NativeSelect
            name="access"
            label={labels.access}
            data={(["own", "company"] as Access[]).map((value) => ({ value, label: t(`users.accessLevel.${value}`) }))}
            {...form.getInputProps("access")}
          />
        )}
        <div>
          <PasswordInput
            name="password"
            label={labels.password}
            description={t("users.passwordHint")}
            autoComplete="new-password"
            visible={shown}
            onVisibilityChange={setShown}
            visibilityToggleButtonProps={{ "aria-label": t("login.reveal"), tabIndex: 0 }}
            {...form.getInputProps("password")}
          />
          <Button
            variant="subtle"
            size="compact-sm"
            mt={6}
            onClick={() => {
              form.setFieldValue("password", generatePassword());
              setShown(true);
            }}
          >
            {t("users.generate")}
          </Button>
        </div>
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <SubmitButton busy={create.isPending} paused={create.isPaused}>
            {t("users.add")}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
