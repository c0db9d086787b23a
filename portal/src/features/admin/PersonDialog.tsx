import { Button, Modal, NativeSelect, PasswordInput, SegmentedControl, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createUser } from "@/api/admin";
import { createStaff } from "@/api/people";
import type { Access, Company, NewStaff, Role } from "@/api/types";
import { FormSummary } from "@/ui/FormSummary";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { useRequestKey } from "@/ui/useRequestKey";
import { generatePassword } from "@/util/password";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import classes from "./Clients.module.css";
import { clientRoles, staffRoles } from "./roles";

interface Values {
  name: string;
  email: string;
  role: Role;
  access: Access;
  billing: boolean;
  way: "invite" | "password";
  password: string;
}

/** Adds a person to a company, or to the staff: invited by mail, or with a password that is handed over. */
export function PersonDialog({ company, onClose }: { company?: Company; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [shown, setShown] = useState(false);
  const form = useForm<Values>({
    initialValues: { name: "", email: "", role: company ? "user" : "technician", access: "own", billing: true, way: "invite", password: "" },
    validate: {
      name: (text) => (text.trim() ? null : t("users.nameMissing")),
      email: (text) => (/^\S+@\S+$/.test(text.trim()) ? null : t("users.emailMissing")),
      password: (text, { way }) => (way === "password" && text.length < 12 ? t("profile.tooShort") : null),
    },
  });
  const problem = useFormProblem(form);
  const [key, fail] = useRequestKey(problem.fail);
  const create = useMutation({
    mutationFn: ({ name, email, role, access, billing, way, password }: Values) => {
      const person = { name: name.trim(), email: email.trim(), ...(way === "password" && { password }) };
      if (!company) return createStaff({ ...person, role: role as NewStaff["role"] }, key);
      const rights = role === "user" ? { role, access, billing } : { role: "company_admin" as const, billing };
      return createUser(company.id, { ...person, ...rights }, key);
    },
    onSuccess: (user) => {
      toast.done(t(user.status === "invited" ? "users.invited" : "users.added", { name: user.name }));
      void queries.invalidateQueries({ queryKey: ["companies"] });
      void queries.invalidateQueries({ queryKey: ["users"] });
      onClose();
    },
    onError: fail,
  });
  const labels = { name: t("users.name"), email: t("login.email"), role: t("users.role"), access: t("users.access"), password: t("login.password") };
  const title = company ? t("users.addTo", { company: company.name }) : t("staff.add");
  const { role, way } = form.values;

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <form className={classes.form} noValidate autoComplete="off" onSubmit={form.onSubmit((values) => { problem.clear(); create.mutate(values); }, problem.invalid)}>
        <FormSummary reason={problem.reason} labels={labels} />
        <LimitedTextInput name="name" label={labels.name} limit={limits.NewCompanyUser.name} dir="auto" data-autofocus {...form.getInputProps("name")} />
        <TextInput name="email" type="email" label={labels.email} autoComplete="off" {...form.getInputProps("email")} />
        <NativeSelect
          name="role"
          label={labels.role}
          description={t(`users.roleHint.${role}`)}
          data={(company ? clientRoles : staffRoles).map((value) => ({ value, label: t(`role.${value}`) }))}
          {...form.getInputProps("role")}
        />
        {role === "user" && (
          <>
            <NativeSelect
              name="access"
              label={labels.access}
              data={(["own", "company"] as Access[]).map((value) => ({ value, label: t(`users.accessLevel.${value}`) }))}
              {...form.getInputProps("access")}
            />
            <Switch name="billing" label={t("users.billing")} {...form.getInputProps("billing", { type: "checkbox" })} />
          </>
        )}
        <SegmentedControl
          aria-label={t("users.way")}
          data={[
            { value: "invite", label: t("users.byInvitation") },
            { value: "password", label: t("users.byPassword") },
          ]}
          {...form.getInputProps("way")}
        />
        {way === "invite" ? (
          <p className={classes.soft}>{t("users.invitationHint")}</p>
        ) : (
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
        )}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <SubmitButton busy={create.isPending} paused={create.isPaused}>
            {t(way === "invite" ? "users.invite" : "users.add")}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
