import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { unique } from "../lib/data";
import { demo, expect, test } from "../lib/test";

interface Got {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A system on this machine that is told, and what it answers. */
async function receiver() {
  const got: Got[] = [];
  const state = { status: 410 };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => { body += part.toString(); });
    request.on("end", () => {
      got.push({ headers: request.headers, body });
      response.writeHead(state.status).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { got, state, url: `http://127.0.0.1:${port}/hooks/portal`, close: () => new Promise((done) => server.close(done)) };
}

test("another system pushes a policy and is told who signed; staff send again what it did not take @main", async ({ adminPage, client }) => {
  const legal = await receiver();
  try {
    await adminPage.goto("/admin/settings?part=keys");
    await adminPage.getByRole("button", { name: "Create a key" }).first().click();
    const dialog = adminPage.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill(`Legal ${unique()}`);
    await dialog.getByRole("checkbox", { name: "Send policies" }).check();
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    const key = await dialog.getByLabel("The key", { exact: true }).innerText();
    const secret = await dialog.getByLabel("Signs callbacks", { exact: true }).innerText();
    expect(secret).toMatch(/^whsec_/);
    await dialog.getByRole("button", { name: "I have saved it" }).click();

    const title = `Pushed ${unique()}`;
    const push = {
      external_id: title, version: 3, callback_url: legal.url, emails: [client.person.email],
      policy: { title, issuer: "Northwind Legal", signers: "people", sections: [{ heading: "Purpose", body: "We agree." }] },
    };
    const answer = await fetch(`${demo.address}/api/internal/signing/push`, {
      method: "POST", headers: { "content-type": "application/json", "x-integration-key": key }, body: JSON.stringify(push),
    });
    expect(answer.status).toBe(200);
    const { id } = (await answer.json()) as { id: string };
    const shown = (await client.api.get<Record<string, unknown>>(`/api/portal/documents/${id}`)).body;
    const deed = { version: shown.version, content_sha256: shown.content_sha256, consent: shown.consent };
    await client.api.post(`/api/portal/documents/${id}/sign`, deed);

    await adminPage.goto(`/admin/documents/policies/${id}/signers`);
    const told = adminPage.getByRole("region", { name: "Callbacks" });
    await expect(told).toContainText(legal.url);
    await expect(told.getByText("Given up")).toHaveCount(2, { timeout: 20_000 });
    await expect(told).toContainText("The receiver answered 410");
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const axe = await new AxeBuilder({ page: adminPage }).setLegacyMode(true).withTags(rules).analyze();
    expect(axe.violations).toEqual([]);

    legal.state.status = 204;
    const before = legal.got.length;
    await told.getByRole("button", { name: "Send again: Everybody has signed" }).click();
    await expect(adminPage.getByText("It is on its way again.")).toBeVisible();
    await expect(told.getByText("Delivered")).toHaveCount(1, { timeout: 20_000 });
    const [last] = legal.got.slice(before);
    expect(last).toBeDefined();
    const { headers, body } = last!;
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    const right = createHmac("sha256", Buffer.from(secret.replace("whsec_", ""), "base64")).update(signed).digest("base64");
    expect(String(headers["webhook-signature"]).split(" ")).toContain(`v1,${right}`);
    const said = JSON.parse(body) as { type: string; data: { external_version: number; signers: { email: string; pdf_url: string; pdf_sha256: string }[] } };
    expect(said.type).toBe("document.completed");
    expect(said.data.external_version).toBe(3);
    expect(said.data.signers.map((signer) => signer.email)).toEqual([client.person.email]);
    const pdf = await fetch(said.data.signers[0]!.pdf_url, { headers: { "x-integration-key": key }, redirect: "manual" });
    expect(pdf.status).toBe(302);
    const bytes = await (await fetch(pdf.headers.get("location")!)).arrayBuffer();
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
    expect(digest).toBe(said.data.signers[0]!.pdf_sha256);
  } finally {
    await legal.close();
  }
});
