import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { logout } from "@/api/session";
import { problemToSentence } from "@/ui/problemToSentence";
import { useSession } from "@/ui/session";
import { toast } from "@/ui/toast";
import { leave } from "@/util/storage";
import { goToLogin } from "../goToLogin";

export function useSignOut(): () => Promise<void> {
  const { t } = useTranslation();
  const { tenant } = useSession();
  return useCallback(async () => {
    try {
      await logout();
    } catch (reason) {
      // A session that is already over is what was asked for; anything else leaves it open, so say so.
      if (!(reason instanceof Problem && reason.status === 401)) {
        toast.failure(problemToSentence(reason, t));
        return;
      }
    }
    leave();
    goToLogin(tenant.slug, { comeBack: false });
  }, [t, tenant.slug]);
}
