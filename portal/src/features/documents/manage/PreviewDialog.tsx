import { Modal, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listCompanies } from "@/api/admin";
import type { ManagedPolicy } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { Markup } from "@/ui/Markup";
import { previewQuery } from "../queries";
import classes from "./Admin.module.css";

/** What has been written as the people of a company will read it. */
export function PreviewDialog({ policy, onClose }: { policy: ManagedPolicy; onClose: () => void }) {
  const { t } = useTranslation();
  const [company, setCompany] = useState("");
  const all = useQuery({ queryKey: ["companies", "picker", ""], queryFn: ({ signal }) => listCompanies({ limit: 50 }, signal), enabled: policy.shown_to.all, staleTime: 60_000 });
  const companies = policy.shown_to.all ? (all.data?.items ?? []) : policy.companies;
  const preview = useQuery(previewQuery(policy.id, policy.version, company || undefined));
  return (
    <Modal opened onClose={onClose} size="xl" title={t("documents.previewOf", { title: policy.title })} closeButtonProps={{ "aria-label": t("close") }}>
      <NativeSelect
        label={t("documents.previewFor")}
        value={company}
        onChange={(event) => { setCompany(event.currentTarget.value); }}
        data={[{ value: "", label: t("documents.anyCompany") }, ...companies.map((each) => ({ value: each.id, label: each.name }))]}
      />
      {preview.isPending && <Bones blocks={[240]} />}
      {preview.isError && <LoadFailure reason={preview.error} retry={() => void preview.refetch()} />}
      {preview.data && preview.data.gaps.length > 0 && <p role="status">{t("documents.gaps", { names: preview.data.gaps.join(", ") })}</p>}
      {preview.data && (
        <div className={classes.paper} tabIndex={0} role="region" aria-label={t("documents.text", { title: policy.title })}>
          {preview.data.sections.map((section, place) => (
            <section key={place}>
              {section.heading && <h3 dir="auto">{section.heading}</h3>}
              <Markup html={section.html} whole />
            </section>
          ))}
        </div>
      )}
    </Modal>
  );
}
