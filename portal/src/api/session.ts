import { api, take } from "./client";

export const login = (body: { tenant: string; email: string; password: string }) => take(api.POST("/api/auth/login", { body }));

export const getSession = () => take(api.GET("/api/auth/session"));

export const logout = () => take(api.POST("/api/auth/logout"));

export const logoutEverywhere = () => take(api.POST("/api/auth/logout-everywhere"));

export const changePassword = (body: { current_password: string; new_password: string }) => take(api.POST("/api/auth/password", { body }));

export const listDevices = () => take(api.GET("/api/auth/sessions"));

export const endDevice = (id: string) => take(api.DELETE("/api/auth/sessions/{id}", { params: { path: { id } } }));
