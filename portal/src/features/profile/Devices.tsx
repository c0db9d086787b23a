import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { endDevice, listDevices, logoutEverywhere } from "@/api/session";
import { Badge } from "@/ui/Badge";
import { Bones } from "@/ui/Bones";
import { Card } from "@/ui/Card";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { LoadFailure } from "@/ui/LoadFailure";
import { problemToSentence } from "@/ui/problemToSentence";
import { useSession } from "@/ui/session";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/toast";
import { leave } from "@/util/storage";
import classes from "./Profile.module.css";

const key = ["devices"];

/** Where this person is signed in, each of which can be ended. */
export function Devices() {
  const { t } = useTranslation();
  const { tenant } = useSession();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const devices = useQuery({ queryKey: key, queryFn: listDevices });
  const onError = (reason: unknown) => { toast.failure(problemToSentence(reason, t)); };
  const end = useMutation({
    mutationFn: endDevice,
    onSuccess: () => { toast.done(t("profile.ended")); },
    onError,
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const everywhere = useMutation({
    mutationFn: logoutEverywhere,
    onSuccess: () => {
      leave();
      location.assign(`/portal/login?tenant=${encodeURIComponent(tenant.slug)}`);
    },
    onError,
  });

  return (
    <Card
      title={t("profile.sessions")}
      lead={t("profile.sessionsLead")}
      aside={
        <Button variant="default" loading={everywhere.isPending} onClick={() => { setAsking(true); }}>
          {t("profile.everywhere")}
        </Button>
      }
    >
      {devices.isPending && <Bones rows={2} />}
      {devices.isError && <LoadFailure reason={devices.error} retry={() => void devices.refetch()} />}
      <ul className={classes.devices}>
        {devices.data?.items.map((device) => (
          <li key={device.id} className={classes.device}>
            <div className={classes.words}>
              <p>
                {device.by ? t("profile.support", { name: device.by.name }) : device.device} {device.current && <Badge tone="good">{t("profile.thisDevice")}</Badge>}
              </p>
              {device.by && <p className={classes.soft}>{t("profile.supportReason", { reason: device.by.reason })}</p>}
              <p className={classes.soft}>
                {device.address} · {t("profile.lastSeen")} <Time at={device.last_seen_at} />
              </p>
            </div>
            {!device.current && (
              <Button variant="subtle" color="bad" size="sm" loading={end.isPending && end.variables === device.id} aria-label={t("profile.endDevice", { device: device.device })} onClick={() => { end.mutate(device.id); }}>
                {t("profile.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={asking}
        title={t("profile.everywhere")}
        text={t("profile.everywhereText")}
        action={t("profile.everywhere")}
        onCancel={() => { setAsking(false); }}
        onConfirm={() => {
          setAsking(false);
          everywhere.mutate();
        }}
      />
    </Card>
  );
}
