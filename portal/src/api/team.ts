import { api, quoted, take } from "./client";
import type { MemberEdit, NewMember } from "./types";

const of = (id: string) => ({ path: { id } });

export const listTeam = (query: { q?: string; cursor?: string; limit?: number }, signal?: AbortSignal) => take(api.GET("/api/portal/team", { params: { query }, signal }));

export const inviteMember = (body: NewMember, key: string) => take(api.POST("/api/portal/team", { params: { header: { "Idempotency-Key": key } }, body }));

export const inviteMemberAgain = (id: string) => take(api.POST("/api/portal/team/{id}/invitation", { params: of(id) }));

export const updateMember = (id: string, body: MemberEdit, version: number) =>
  take(api.PATCH("/api/portal/team/{id}", { params: { ...of(id), header: { "If-Match": quoted(version) } }, body }));

export const disableMember = (id: string) => take(api.POST("/api/portal/team/{id}/disable", { params: of(id) }));

export const enableMember = (id: string) => take(api.POST("/api/portal/team/{id}/enable", { params: of(id) }));
