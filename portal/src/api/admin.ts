import { api, quoted, take } from "./client";
import type { CompanyChange, CompanyEdit, CompanyStatus, NewUser } from "./types";

const of = (id: string) => ({ path: { id } });
const once = (key: string) => ({ header: { "Idempotency-Key": key } });

export const getOverview = () => take(api.GET("/api/manage/overview"));

export const listCompanies = (query: { q?: string; status?: CompanyStatus; limit?: number; cursor?: string }, signal?: AbortSignal) =>
  take(api.GET("/api/manage/companies", { params: { query }, signal }));

export const getCompany = (id: string) => take(api.GET("/api/manage/companies/{id}", { params: of(id) }));

export const createCompany = (body: CompanyEdit, key: string) => take(api.POST("/api/manage/companies", { params: once(key), body }));

export const updateCompany = (id: string, body: CompanyChange, version: number) =>
  take(api.PATCH("/api/manage/companies/{id}", { params: { ...of(id), header: { "If-Match": quoted(version) } }, body }));

export const listCompanyUsers = (id: string, query: { cursor?: string } = {}) =>
  take(api.GET("/api/manage/companies/{id}/users", { params: { ...of(id), query } }));

export const createUser = (company: string, body: NewUser, key: string) =>
  take(api.POST("/api/manage/companies/{id}/users", { params: { ...of(company), ...once(key) }, body }));
