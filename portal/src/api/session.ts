import { request } from "./http";
import type { Device, Session, SignedIn } from "./types";

export const login = (credentials: { tenant: string; email: string; password: string }) =>
  request<SignedIn>("POST", "/api/auth/login", { body: credentials, unauthorized: "throw" });

export const getSession = () => request<Session>("GET", "/api/auth/session", { unauthorized: "throw" });

export const logout = () => request<undefined>("POST", "/api/auth/logout", { unauthorized: "throw" });

export const logoutEverywhere = () => request<undefined>("POST", "/api/auth/logout-everywhere");

export const changePassword = (passwords: { current_password: string; new_password: string }) =>
  request<undefined>("POST", "/api/auth/password", { body: passwords });

export const listDevices = () => request<{ items: Device[] }>("GET", "/api/auth/sessions");

export const endDevice = (id: string) => request<undefined>("DELETE", `/api/auth/sessions/${encodeURIComponent(id)}`);
