import { api, quoted, take } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Settings = Schemas["Settings"];
export type SettingsUpdate = Schemas["SettingsUpdate"];
export type ManagedKey = Schemas["ManagedKey"];
export type KeyScope = Schemas["KeyScope"];
export type MadeServiceKey = Schemas["MadeServiceKey"];
export type CustomDomain = Schemas["CustomDomain"];

export const getSettings = () => take(api.GET("/api/manage/settings"));

/** Saves over the version that was read; 412 when it has changed since. Version 0 says that nothing was saved before. */
export const saveSettings = (body: SettingsUpdate, version: number) =>
  take(api.PUT("/api/manage/settings", { params: { header: { "If-Match": quoted(version) } }, body }));

export const listKeys = () => take(api.GET("/api/manage/service-keys"));

export const createKey = (body: { name: string; scopes: KeyScope[] }) => take(api.POST("/api/manage/service-keys", { body }));

export const revokeKey = (id: string) => take(api.DELETE("/api/manage/service-keys/{id}", { params: { path: { id } } }));

export const getDomain = () => take(api.GET("/api/manage/domain"));

export const claimDomain = (name: string) => take(api.PUT("/api/manage/domain", { body: { name } }));

export const checkDomain = () => take(api.POST("/api/manage/domain/check"));

export const releaseDomain = () => take(api.DELETE("/api/manage/domain"));
