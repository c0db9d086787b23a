import { expect } from "@playwright/test";
import { demo } from "./demo";

export interface Caught {
  name: string;
  from: string;
  subject: string;
  text: string;
}

/** Mails that the catcher has for somebody, the newest first. */
export async function caught(to: string): Promise<Caught[]> {
  const answer = await fetch(`${demo.address}/dev/mail.json?to=${encodeURIComponent(to)}`);
  return (await answer.json()) as Caught[];
}

/** The link in the newest mail to somebody whose path begins with `path`, other than `than`; waits for it. */
export async function mailedLink(to: string, path: string, than = ""): Promise<string> {
  let found = "";
  await expect
    .poll(async () => {
      const links = (await caught(to)).map((mail) => new RegExp(`http\\S+${path}\\S+`).exec(mail.text)?.[0] ?? "");
      found = links.find((link) => link !== "" && link !== than) ?? "";
      return found;
    }, { timeout: 30_000 })
    .not.toBe("");
  return found;
}
