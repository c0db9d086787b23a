import { api, take } from "./client";
import { offlineProblem, parseProblem } from "./problem";
import { reauthenticate } from "./reauthenticate";
import { checkShown, shownHeaders } from "./shown";
import type { Attachment } from "./types";

export type Side = "portal" | "manage";

export interface Upload {
  done: Promise<Attachment>;
  cancel: () => void;
}

/** Thrown by `Upload.done` after `cancel`. */
export class Cancelled extends Error {}

/** Streams a file to the server; `progress` hears the sent part from 0 to 1. */
export function upload(side: Side, file: File, progress: (part: number) => void): Upload {
  let current: XMLHttpRequest | null = null;
  let cancelled = false;
  const attempt = () => {
    if (cancelled) return Promise.reject(new Cancelled());
    current = new XMLHttpRequest();
    return send(current, side, file, progress);
  };
  const done = attempt().catch(async (reason: unknown) => {
    if (!(reason instanceof SessionOver)) throw reason;
    await reauthenticate();
    return attempt();
  });
  return {
    done,
    cancel() {
      cancelled = true;
      current?.abort();
    },
  };
}

class SessionOver extends Error {}

// `fetch` cannot tell how much of a body has been sent.
function send(xhr: XMLHttpRequest, side: Side, file: File, progress: (part: number) => void): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    xhr.open("POST", `/api/${side}/uploads?name=${encodeURIComponent(file.name)}`);
    xhr.setRequestHeader("accept", "application/json");
    xhr.setRequestHeader("content-type", file.type || "application/octet-stream");
    for (const [name, value] of Object.entries(shownHeaders())) xhr.setRequestHeader(name, value);
    xhr.responseType = "json";
    xhr.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) progress(event.loaded / event.total);
    };
    xhr.onload = () => {
      if (xhr.status === 201 || xhr.status === 200) resolve(xhr.response as Attachment);
      else if (xhr.status === 401) reject(new SessionOver());
      else reject(refusal(xhr));
    };
    xhr.onerror = () => {
      reject(offlineProblem());
    };
    xhr.onabort = () => {
      reject(new Cancelled());
    };
    xhr.send(file);
  });
}

function refusal(xhr: XMLHttpRequest): unknown {
  try {
    checkShown(xhr.status, xhr.response);
  } catch (changed) {
    return changed;
  }
  return parseProblem(xhr.status, xhr.response, (name) => xhr.getResponseHeader(name));
}

export const discardUpload = (side: Side, id: string) => take(api.DELETE(`/api/${side}/uploads/{id}`, { params: { path: { id } } }));

/** Where an attachment is opened (`download` false) or saved; the server answers with a short-lived link. */
export function attachmentPath(side: Side, ticket: string, file: string, download: boolean): string {
  return `/api/${side}/tickets/${encodeURIComponent(ticket)}/attachments/${encodeURIComponent(file)}${download ? "?download=1" : ""}`;
}
