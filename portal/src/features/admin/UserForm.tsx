import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getUser, updateUser } from "@/api/people";
import { Problem } from "@/api/problem";
import type { Access, CompanyUser, UserEdit } from "@/api/types";
import { Card } from "@/ui/Card";
import { ConflictDialog } from "@/ui/ConflictDialog";
import { FormSummary } from "@/ui/FormSummary";
import { useRights, useSession } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { useLeaveGuard } from "@/ui/useLeaveGuard";
import { differences } from "@/util/differences";
import classes from "./Clients.module.css";
import { userQuery } from "./queries";
import { clientRoles, staffRoles } from "./roles";

interface Values {
  name: string;
  email: string;
  role: string;
  access: string;
  billing: string;
}

const valuesOf = (user: CompanyUser): Values => ({
  name: user.name,
  email: user.email,
  role: user.role,
  access: user.access ?? "own",
  billing: user.billing === false ? "no" : "yes",
});

function toEdit(values: Values, staff: boolean): UserEdit {
  const edit: UserEdit = { name: values.name.trim(), email: values.email.trim(), role: values.role as UserEdit["role"] };
  return staff ? edit : { ...edit, access: values.access as Access, billing: values.billing === "yes" };
}

export function UserForm({ user }: { user: CompanyUser }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { administer } = useRights();
  const me = useSession().user.id === user.id;
  const [base, setBase] = useState(user);
  const [theirs, setTheirs] = useState<CompanyUser | null>(null);
  const staff = !user.company;
  const form = useForm<Values>({
    initialValues: valuesOf(user),
    validate: {
      name: (text) => (text.trim() ? null : t("users.nameMissing")),
      email: (text) => (/^\S+@\S+$/.test(text.trim()) ? null : t("users.emailMissing")),
    },
  });
  const problem = useFormProblem(form);
  const guard = useLeaveGuard(form.isDirty());
  const labels = { name: t("users.name"), email: t("login.email"), role: t("users.role"), access: t("users.access"), billing: t("users.billing") };

  function adopt(saved: CompanyUser) {
    setBase(saved);
    form.setInitialValues(valuesOf(saved));
    form.setValues(valuesOf(saved));
    queries.setQueryData(userQuery(user.id).queryKey, saved);
  }
  const save = useMutation({
    mutationFn: ({ values, version }: { values: Values; version: number }) => updateUser(user.id, toEdit(values, staff), version),
    onSuccess: (saved) => {
      adopt(saved);
      void queries.invalidateQueries({ queryKey: ["users", "list"] });
      void queries.invalidateQueries({ queryKey: ["companies", "users"] });
      toast.done(t("saved"));
    },
    onError: async (reason, { values }) => {
      if (!(reason instanceof Problem && reason.status === 412)) {
        problem.fail(reason);
        return;
      }
      try {
        const latest = await getUser(user.id);
        // A sign-in changes the account too; only what stands in this form is somebody's work.
        if (differences(valuesOf(base), valuesOf(latest), labels).length === 0) save.mutate({ values, version: latest.version });
        else if (differences(values, valuesOf(latest), labels).length === 0) adopt(latest);
        else setTheirs(latest);
      } catch (second) {
        problem.fail(second);
      }
    },
  });

  return (
    <div className={classes.company}>
      <Card title={t("users.facts")}>
        <form className={classes.form} noValidate autoComplete="off" onSubmit={form.onSubmit((values) => { problem.clear(); save.mutate({ values, version: base.version }); }, problem.invalid)}>
          <FormSummary reason={problem.reason} labels={labels} />
          <TextInput name="name" label={labels.name} maxLength={100} dir="auto" disabled={!administer} {...form.getInputProps("name")} />
          <TextInput name="email" type="email" label={labels.email} description={t("users.emailHint")} autoComplete="off" disabled={!administer} {...form.getInputProps("email")} />
          <NativeSelect
            name="role"
            label={labels.role}
            description={me ? t("users.notOneself") : t("users.roleChangeHint")}
            disabled={!administer || me}
            data={(staff ? staffRoles : clientRoles).map((value) => ({ value, label: t(`role.${value}`) }))}
            {...form.getInputProps("role")}
          />
          {!staff && form.values.role === "user" && (
            <>
              <NativeSelect
                name="access"
                label={labels.access}
                disabled={!administer}
                data={(["own", "company"] as const).map((value) => ({ value, label: t(`users.accessLevel.${value}`) }))}
                {...form.getInputProps("access")}
              />
              <Switch
                name="billing"
                label={labels.billing}
                disabled={!administer}
                checked={form.values.billing === "yes"}
                onChange={(event) => { form.setFieldValue("billing", event.currentTarget.checked ? "yes" : "no"); }}
              />
            </>
          )}
          <div className={classes.actions}>
            {!administer && <span className={classes.soft}>{t("readOnly")}</span>}
            <SubmitButton busy={save.isPending} paused={save.isPaused} disabled={!administer || !form.isDirty()}>
              {t("save")}
            </SubmitButton>
          </div>
        </form>
      </Card>
      <ConflictDialog
        fields={theirs && differences(form.values, valuesOf(theirs), labels)}
        onCancel={() => { setTheirs(null); }}
        onResolve={(keepTheirs) => {
          if (!theirs) return;
          const other = valuesOf(theirs);
          const values = { ...form.values, ...Object.fromEntries(keepTheirs.map((field) => [field, other[field as keyof Values]])) };
          form.setValues(values);
          setBase(theirs);
          setTheirs(null);
          save.mutate({ values, version: theirs.version });
        }}
      />
      {guard}
    </div>
  );
}
