import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getUser, updateUser } from "@/api/people";
import type { Access, CompanyUser, UserEdit } from "@/api/types";
import { ConflictDialog } from "@/ui/ConflictDialog";
import { useRights, useSession } from "@/ui/session";
import { useEditing } from "@/ui/useEditing";
import { useLeaveGuard } from "@/ui/useLeaveGuard";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import { FactsForm } from "./FactsForm";
import { userQuery } from "./queries";
import { clientRoles, staffRoles } from "./roles";

interface Values {
  name: string;
  email: string;
  role: CompanyUser["role"];
  access: Access;
  billing: boolean;
}

const valuesOf = (user: CompanyUser): Values => ({
  name: user.name,
  email: user.email,
  role: user.role,
  access: user.access ?? "own",
  billing: user.billing ?? true,
});

function toEdit(values: Values, staff: boolean): UserEdit {
  const edit: UserEdit = { name: values.name.trim(), email: values.email.trim(), role: values.role };
  return staff ? edit : { ...edit, access: values.access, billing: values.billing };
}

export function UserForm({ user }: { user: CompanyUser }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { administer } = useRights();
  const me = useSession().user.id === user.id;
  const staff = !user.company;
  const labels = { name: t("users.name"), email: t("login.email"), role: t("users.role"), access: t("users.access"), billing: t("users.billing") };
  const editing = useEditing<CompanyUser, Values>({
    start: user,
    valuesOf,
    validate: {
      name: (text) => (text.trim() ? null : t("users.nameMissing")),
      email: (text) => (/^\S+@\S+$/.test(text.trim()) ? null : t("users.emailMissing")),
    },
    labels,
    inWords: ({ role, access }) => ({ role: t(`role.${role}`), access: t(`users.accessLevel.${access}`) }),
    save: (values, version) => updateUser(user.id, toEdit(values, staff), version),
    load: () => getUser(user.id),
    keep: (saved) => {
      queries.setQueryData(userQuery(user.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ["users", "list"] });
      void queries.invalidateQueries({ queryKey: ["companies", "users"] });
    },
  });
  const { form } = editing;
  const demoted = user.role === "company_admin" && form.values.role !== "company_admin";
  const roleHint = me ? t("users.notOneself") : `${t("users.roleChangeHint")} ${demoted ? t("users.approvals.maybe", { name: user.name, company: user.company?.name ?? "" }) : ""}`.trim();
  const guard = useLeaveGuard(form.isDirty());

  return (
    <>
      <FactsForm title={t("users.facts")} labels={labels} editing={editing}>
        <LimitedTextInput name="name" label={labels.name} limit={limits.UserEdit.name} dir="auto" disabled={!administer} {...form.getInputProps("name")} />
        <TextInput name="email" type="email" label={labels.email} description={administer && t("users.emailHint")} autoComplete="off" disabled={!administer} {...form.getInputProps("email")} />
        <NativeSelect
          name="role"
          label={labels.role}
          description={administer && roleHint}
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
              {...form.getInputProps("billing", { type: "checkbox" })}
            />
          </>
        )}
      </FactsForm>
      <ConflictDialog {...editing.conflict} />
      {guard}
    </>
  );
}
