import { api, take } from "./client";

export const login = (body: { tenant: string; email: string; password: string }) => take(api.POST("/api/auth/login", { body }));

export const lookUpLink = (body: { purpose: "invite" | "reset"; token: string }) => take(api.POST("/api/auth/link", { body }));

export const register = (body: { invite: string; password: string }) => take(api.POST("/api/auth/register", { body }));

export const renewInvitation = (body: { invite: string }) => take(api.POST("/api/auth/invitation/renew", { body }));

export const forgotPassword = (body: { tenant: string; email: string }) => take(api.POST("/api/auth/forgot-password", { body }));

export const resetPassword = (body: { token: string; password: string }) => take(api.POST("/api/auth/reset-password", { body }));

/** Asks for another email of one's own; it waits until the link that is mailed to it is followed. */
export const changeEmail = (body: { email: string; current_password: string | null }) => take(api.POST("/api/auth/email", { body }));

export const cancelEmail = () => take(api.DELETE("/api/auth/email"));

export const confirmEmail = (body: { token: string }) => take(api.POST("/api/auth/email/confirm", { body }));

export const objectEmail = (body: { change: string; token: string }) => take(api.POST("/api/auth/email/object", { body }));

export const getSession = () => take(api.GET("/api/auth/session"));

export const logout = () => take(api.POST("/api/auth/logout"));

export const logoutEverywhere = () => take(api.POST("/api/auth/logout-everywhere"));

export const changePassword = (body: { current_password: string; new_password: string }) => take(api.POST("/api/auth/password", { body }));

export const listDevices = () => take(api.GET("/api/auth/sessions"));

export const endDevice = (id: string) => take(api.DELETE("/api/auth/sessions/{id}", { params: { path: { id } } }));
