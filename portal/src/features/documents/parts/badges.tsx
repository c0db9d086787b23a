import { useTranslation } from "react-i18next";
import type { ComplianceScore, FileCategory, PolicyLine, SignerStatus } from "@/api/types";
import { Badge, type Tone } from "@/ui/Badge";

const categoryTones: Record<FileCategory, Tone> = { general: "quiet", contract: "info", report: "good", guide: "wait", compliance: "bad" };
const statusTones: Record<SignerStatus, Tone> = { signed: "good", declined: "bad", waiting: "wait", overdue: "bad" };
const stateTones = { draft: "quiet", published: "good", archived: "quiet" } as const;
const gradeTones: Record<ComplianceScore["grade"], Tone> = { green: "good", yellow: "wait", red: "bad" };

export function CategoryBadge({ category }: { category: FileCategory }) {
  const { t } = useTranslation();
  return <Badge tone={categoryTones[category]}>{t(`documents.category.${category}`)}</Badge>;
}

export function OverdueBadge() {
  const { t } = useTranslation();
  return <Badge tone="bad">{t("documents.overdue")}</Badge>;
}

export function SignerBadge({ status }: { status: SignerStatus }) {
  const { t } = useTranslation();
  return <Badge tone={statusTones[status]}>{t(`documents.signer.${status}`)}</Badge>;
}

export function PolicyBadge({ policy }: { policy: PolicyLine }) {
  const { t } = useTranslation();
  return (
    <Badge tone={stateTones[policy.state]} ring={policy.state === "draft"}>
      {t(`documents.state.${policy.state}`)}
    </Badge>
  );
}

export function ScoreBadge({ score }: { score: ComplianceScore }) {
  const { t } = useTranslation();
  return <Badge tone={gradeTones[score.grade]}>{t("documents.score", { score: score.score, signed: score.signed, required: score.required })}</Badge>;
}
