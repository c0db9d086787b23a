import { api, take } from "./client";

/** Whether a file is, byte for byte, one that this portal made of a signature. */
export const verifyFile = (tenant: string, file: File) =>
  take(
    api.POST("/api/documents/verify", {
      params: { query: { tenant } },
      body: file as unknown as string,
      bodySerializer: (body) => body,
      headers: { "content-type": "application/octet-stream" },
    }),
  );

/** What was signed where this code stands. */
export const verifyCode = (tenant: string, code: string) => take(api.POST("/api/documents/verify/code", { body: { tenant, code } }));
