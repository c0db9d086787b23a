import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import classes from "./Clients.module.css";
import { PersonDialog } from "./PersonDialog";
import { allUsersQuery } from "./queries";
import { UserTable } from "./userParts";

/** The provider's own people. */
export function StaffPage() {
  const { t } = useTranslation();
  const { administer } = useRights();
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery(allUsersQuery({ side: "staff" }));
  const people = list.data?.pages.flatMap((page) => page.items);
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
      {list.isPending && <Bones rows={4} />}
      {list.isError && <LoadFailure reason={list.error} retry={() => void list.refetch()} />}
      {people && <UserTable users={people} caption={t("sections.staff")} />}
      {list.hasNextPage && (
        <Button variant="default" className={classes.more} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("list.more")}
        </Button>
      )}
      {adding && <PersonDialog onClose={() => { setAdding(false); }} />}
    </>
  );
}
