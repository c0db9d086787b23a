import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getCompliance, getDocument, getPolicy, getSharedFile, getSignature, getSigners, listCallbacks, listCompliance, listDocuments, listOutstanding, listPolicies, listSharedFiles, previewPolicy, previewReminder, type ComplianceSelection } from "@/api/documents";
import type { ComplianceSearch, DocumentSearch, FilesSearch, PoliciesSearch } from "./search";

// Everything below the key "document" is fetched anew when an event of that name arrives.

export const documentsQuery = (search: Required<Pick<DocumentSearch, "tab">> & DocumentSearch) =>
  infiniteQueryOptions({
    queryKey: ["document", "list", search],
    queryFn: ({ pageParam, signal }) => listDocuments({ ...search, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

// Not below "document": whoever is reading goes on reading what they were shown.
export const readingQuery = (id: string) => queryOptions({ queryKey: ["reading", id], queryFn: () => getDocument(id), staleTime: 60_000 });

export const sharedFilesQuery = (search: FilesSearch) =>
  infiniteQueryOptions({
    queryKey: ["document", "manage", "files", search],
    queryFn: ({ pageParam, signal }) => listSharedFiles({ ...search, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const sharedFileQuery = (id: string) => queryOptions({ queryKey: ["document", "manage", "file", id], queryFn: () => getSharedFile(id) });

export const policiesQuery = (search: PoliciesSearch) =>
  infiniteQueryOptions({
    queryKey: ["document", "manage", "policies", search],
    queryFn: ({ pageParam, signal }) => listPolicies({ ...search, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

// Not below "document" either: what somebody is writing is not taken from under their hands.
export const policyQuery = (id: string) => queryOptions({ queryKey: ["policy", id], queryFn: () => getPolicy(id) });

export const previewQuery = (id: string, version: number, company?: string) =>
  queryOptions({ queryKey: ["policy", id, "preview", version, company], queryFn: () => previewPolicy(id, company) });

export const proofQuery = (id: string) => queryOptions({ queryKey: ["document", "manage", "proof", id], queryFn: () => getSignature(id) });

export const signersQuery = (id: string) => queryOptions({ queryKey: ["document", "manage", "signers", id], queryFn: () => getSigners(id) });

/** Looked at every minute: signatures are news to their signers alone. */
export const complianceQuery = queryOptions({ queryKey: ["document", "manage", "compliance"], queryFn: getCompliance, refetchInterval: 60_000 });

export const companiesQuery = ({ q, policy }: ComplianceSearch) =>
  infiniteQueryOptions({
    queryKey: ["document", "manage", "compliance", "companies", { q, policy }],
    queryFn: ({ pageParam, signal }) => listCompliance({ q, policy, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });

export const outstandingQuery = (company: string) =>
  infiniteQueryOptions({
    queryKey: ["document", "manage", "compliance", "company", company],
    queryFn: ({ pageParam, signal }) => listOutstanding(company, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

// Asked anew each time: what it says is about to happen.
export const reminderQuery = (selection: ComplianceSelection) =>
  queryOptions({ queryKey: ["reminder", selection], queryFn: () => previewReminder(selection), staleTime: 0, gcTime: 0 });

// Asked again while something is still to be told: nobody announces that it was.
export const callbacksQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["callback", id],
    queryFn: ({ pageParam }) => listCallbacks(id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some((each) => each.next_at)) ? 5_000 : false),
  });
