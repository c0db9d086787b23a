type Role = "user" | "company_admin" | "admin" | "technician" | "viewer";

export const isStaff = (role: Role): boolean => role === "admin" || role === "technician" || role === "viewer";

/** The first page of a role, for when the server has not just named it. */
export const landingOf = (role: Role): string => (isStaff(role) ? "/admin" : "/portal/dashboard");
