import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { policyQuery } from "../queries";
import { PolicyEditor } from "./PolicyEditor";

const route = getRouteApi("/admin/documents/policies/$id");

export function NewPolicyPage() {
  return <PolicyEditor start={null} />;
}

export function PolicyPage() {
  const { id } = route.useParams();
  const found = useQuery(policyQuery(id));
  if (found.isPending) return <Bones blocks={[72, 56, 320, 120]} />;
  if (found.isError && !found.data) return <LoadFailure reason={found.error} retry={() => void found.refetch()} />;
  return <PolicyEditor key={id} start={found.data} />;
}
