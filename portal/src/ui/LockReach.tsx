import { useTranslation } from "react-i18next";
import type { SignInLock } from "@/api/types";

/** What a lock after wrong passwords blocks, in words. */
export function LockReach({ lock }: { lock: SignInLock }) {
  const { t } = useTranslation();
  return <>{t(`locks.reach.${lock.reach}`, { network: lock.network })}</>;
}
