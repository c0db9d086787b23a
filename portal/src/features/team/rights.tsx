import { NativeSelect, Switch } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { NewMember } from "@/api/types";

export type Rights = Required<Pick<NewMember, "role" | "access" | "billing">>;

/** Role and permissions; an admin has them all, so only a user's are asked. */
export function RightsInputs<T extends Rights>({ form, me }: { form: UseFormReturnType<T>; me?: boolean }) {
  const { t } = useTranslation();
  const { role } = form.values;
  return (
    <>
      <NativeSelect
        name="role"
        label={t("team.role")}
        description={me ? t("team.notOneself") : t(`team.roleHint.${role}`)}
        disabled={me}
        data={(["user", "company_admin"] as const).map((value) => ({ value, label: t(`role.${value}`) }))}
        {...form.getInputProps("role")}
      />
      {role === "user" && (
        <>
          <NativeSelect
            name="access"
            label={t("team.access")}
            data={(["own", "company"] as const).map((value) => ({ value, label: t(`team.accessLevel.${value}`) }))}
            {...form.getInputProps("access")}
          />
          <Switch name="billing" label={t("team.billing")} {...form.getInputProps("billing", { type: "checkbox" })} />
        </>
      )}
    </>
  );
}
