import { api, quoted, take } from "./client";
import type { paths } from "./schema";
import type { AnnouncementEdit } from "./types";

export type ManagedAnnouncementsQuery = NonNullable<paths["/api/manage/announcements"]["get"]["parameters"]["query"]>;

const of = (id: string) => ({ path: { id } });

/** What is noted beside something else is noted also where the page is left before the answer. */
const onTheWayOut = { keepalive: true };

export const listAnnouncements = (cursor?: string) => take(api.GET("/api/portal/announcements", { params: { query: { cursor } } }));

export const getAnnouncement = (id: string) => take(api.GET("/api/portal/announcements/{id}", { params: of(id) }));

export const readAnnouncement = (id: string) => take(api.POST("/api/portal/announcements/{id}/read", { params: of(id), ...onTheWayOut }));

export const readAllAnnouncements = () => take(api.POST("/api/portal/announcements/read", onTheWayOut));

/** Puts the banner of an outage away. */
export const dismissOutage = (id: string) => take(api.POST("/api/portal/announcements/{id}/dismiss", { params: of(id), ...onTheWayOut }));

export const listManagedAnnouncements = (query: ManagedAnnouncementsQuery, signal?: AbortSignal) =>
  take(api.GET("/api/manage/announcements", { params: { query }, signal }));

export const getManagedAnnouncement = (id: string) => take(api.GET("/api/manage/announcements/{id}", { params: of(id) }));

export const getReadership = (id: string) => take(api.GET("/api/manage/announcements/{id}/readership", { params: of(id) }));

export const createAnnouncement = (body: AnnouncementEdit, key: string) =>
  take(api.POST("/api/manage/announcements", { params: { header: { "Idempotency-Key": key } }, body }));

export const updateAnnouncement = (id: string, body: AnnouncementEdit, version: number) =>
  take(api.PUT("/api/manage/announcements/{id}", { params: { ...of(id), header: { "If-Match": quoted(version) } }, body }));

export const deleteAnnouncement = (id: string) => take(api.DELETE("/api/manage/announcements/{id}", { params: of(id) }));
