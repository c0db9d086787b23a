import { endImpersonation } from "@/api/people";
import { Problem } from "@/api/problem";
import { stopRequests } from "@/api/shown";
import type { Translate } from "@/i18n";
import { problemToSentence } from "@/ui/problemToSentence";
import { toast } from "@/ui/toast";
import { handOver } from "@/util/storage";

/** Back to one's own session; where that is over too, to the login page. */
export async function endActing(t: Translate): Promise<void> {
  try {
    const { landing } = await endImpersonation();
    stopRequests();
    handOver();
    location.assign(landing);
  } catch (reason) {
    if (reason instanceof Problem && reason.status === 401) {
      handOver();
      location.assign("/portal/login");
    } else {
      toast.failure(problemToSentence(reason, t));
    }
  }
}
