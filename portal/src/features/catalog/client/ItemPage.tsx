import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { UnlessActing } from "@/ui/UnlessActing";
import { ItemIntro } from "../parts/ItemIntro";
import { catalogItemQuery } from "../queries";
import classes from "./ItemPage.module.css";
import { NoApprover } from "./NoApprover";
import { RequestForm } from "./RequestForm";

const route = getRouteApi("/portal/catalog/$id");

export function ItemPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const found = useQuery(catalogItemQuery(id));
  if (found.isPending) return <Bones blocks={[72, 120, 280]} />;
  // A form that is being filled in stays when the network goes.
  if (found.isError && !found.data) return <LoadFailure reason={found.error} retry={() => void found.refetch()} />;
  const item = found.data;
  return (
    <>
      <PageHeader title={item.name} crumb={<Link to="/portal/catalog">{t("sections.catalog")}</Link>} />
      <div className={classes.page}>
        <ItemIntro item={item} html={item.description_html} />
        <UnlessActing>
          {item.needs_approval && <NoApprover />}
          <RequestForm key={id} item={item} />
        </UnlessActing>
      </div>
    </>
  );
}
