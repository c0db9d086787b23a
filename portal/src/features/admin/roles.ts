export const clientRoles = ["user", "company_admin"] as const;
export const staffRoles = ["technician", "admin", "viewer"] as const;
