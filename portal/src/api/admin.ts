import { request } from "./http";
import type { Company, CompanyEdit, CompanyUser, NewUser, Overview, Page } from "./types";

const companies = "/api/manage/companies";
const one = (id: string) => `${companies}/${encodeURIComponent(id)}`;

export const getOverview = () => request<Overview>("GET", "/api/manage/overview");

export const listCompanies = (query: { q?: string; limit?: number; cursor?: string }, signal?: AbortSignal) =>
  request<Page<Company>>("GET", companies, { query, signal });

export const getCompany = (id: string) => request<Company>("GET", one(id));

export const createCompany = (company: CompanyEdit, idempotencyKey: string) =>
  request<Company>("POST", companies, { body: company, idempotencyKey });

export const updateCompany = (id: string, edit: Partial<CompanyEdit>, version: number) =>
  request<Company>("PATCH", one(id), { body: edit, ifMatch: version });

export const listCompanyUsers = (id: string, query: { cursor?: string; limit?: number } = {}) =>
  request<Page<CompanyUser>>("GET", `${one(id)}/users`, { query });

export const createUser = (company: string, user: NewUser, idempotencyKey: string) =>
  request<CompanyUser>("POST", `${one(company)}/users`, { body: user, idempotencyKey });
