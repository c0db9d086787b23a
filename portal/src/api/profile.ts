import { api, quoted, take } from "./client";
import type { components } from "./schema";

export type Profile = components["schemas"]["Profile"];
export type ProfileUpdate = components["schemas"]["ProfileUpdate"];

const header = (version: number) => ({ header: { "If-Match": quoted(version) } });

export const getProfile = () => take(api.GET("/api/profile"));

export const saveProfile = (body: ProfileUpdate, version: number) => take(api.PATCH("/api/profile", { params: header(version), body }));

/** Sends a picture as it is; the server looks into it to learn its type and cuts it to a square. */
export const putAvatar = (image: Blob, version: number) =>
  take(
    api.PUT("/api/profile/avatar", {
      params: header(version),
      body: image as unknown as number[], // the description calls bytes an array of numbers
      bodySerializer: () => image,
      headers: { "content-type": image.type || "application/octet-stream" },
    }),
  );

export const removeAvatar = (version: number) => take(api.DELETE("/api/profile/avatar", { params: header(version) }));

/** Where the browser downloads the copy of one's own data. */
export const exportAddress = "/api/profile/export";
