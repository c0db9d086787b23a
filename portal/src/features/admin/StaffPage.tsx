import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PagedList } from "@/ui/PagedList";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import { PersonDialog } from "./PersonDialog";
import { allUsersQuery } from "./queries";
import { UserTable } from "./userParts";

/** The provider's own people. */
export function StaffPage() {
  const { t } = useTranslation();
  const { administer } = useRights();
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery(allUsersQuery({ side: "staff" }));
  return (
    <>
      <PageHeader
        title={t("sections.staff")}
        lead={t("staff.lead")}
        action={
          administer && (
            <Button leftSection={<IconPlus size={18} stroke={2} aria-hidden />} onClick={() => { setAdding(true); }}>
              {t("staff.add")}
            </Button>
          )
        }
      />
      <PagedList list={list} bones={4} empty={null}>
        {(people) => <UserTable users={people} caption={t("sections.staff")} />}
      </PagedList>
      {adding && <PersonDialog onClose={() => { setAdding(false); }} />}
    </>
  );
}
