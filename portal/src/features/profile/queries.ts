import { queryOptions } from "@tanstack/react-query";
import { getProfile } from "@/api/profile";

export const profileQuery = queryOptions({ queryKey: ["profile"], queryFn: getProfile });
