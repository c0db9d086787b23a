import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { managedItemQuery } from "../queries";
import { Editor } from "./Editor";

const route = getRouteApi("/admin/catalog/$id");

export function NewItemPage() {
  return <Editor start={null} />;
}

export function EditorPage() {
  const { id } = route.useParams();
  const found = useQuery(managedItemQuery(id));
  if (found.isPending) return <Bones blocks={[72, 56, 320, 120]} />;
  if (found.isError) return <LoadFailure reason={found.error} retry={() => void found.refetch()} />;
  return <Editor key={id} start={found.data} />;
}
