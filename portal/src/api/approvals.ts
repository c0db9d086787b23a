import { api, take } from "./client";
import type { ApprovalAnswer, ApprovalLink } from "./types";

/** What a mail's link opens; changes nothing. */
export const lookUpApproval = (body: ApprovalLink) => take(api.POST("/api/portal/approvals/look-up", { body }));

export const answerApproval = (body: ApprovalAnswer) => take(api.POST("/api/portal/approvals/decide", { body }));
