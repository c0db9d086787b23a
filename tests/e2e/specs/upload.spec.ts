import { writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import type { Page } from "@playwright/test";
import { fillTicket, heading, submitTicket } from "../lib/pages";
import { demo, expect, test } from "../lib/test";

/** As large as an attachment may be. */
const largest = Buffer.alloc(25_000_000, 7);

/** A way to the portal that can be cut: what is on its way breaks off, and nothing else gets through. */
async function way() {
  const portal = new URL(demo.address);
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    const far = connect(Number(portal.port), "127.0.0.1");
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.pipe(other).on("error", () => undefined);
      one.on("error", () => undefined).on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
    if (!whole) near.destroy();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const cut = () => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => { whole = true; },
    close: () => {
      cut();
      server.close();
    },
  };
}

/** Lets the browser send so many bytes a second. */
async function throttle(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  return (uploadThroughput: number) => session.send("Network.emulateNetworkConditions", { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput });
}

test("25 MB over a slow line: progress is seen, taking back and a cut line leave the form as it is, and a second try works", async ({ clientPage: page, complaints }, info) => {
  complaints.expect(/ERR_(CONNECTION|EMPTY|INCOMPLETE|SOCKET|NETWORK)/);
  const disk = info.outputPath("disk.bin");
  await writeFile(disk, largest);
  const line = await way();
  try {
    const slow = await throttle(page);
    await page.goto(`${line.address}/portal/tickets/new`);
    await fillTicket(page, "The disk image", "It is attached.");
    const choose = () => page.getByLabel("Attach files").setInputFiles(disk);
    const progress = page.getByRole("progressbar", { name: "Sending disk.bin" });
    const part = async () => Number((await progress.getAttribute("aria-valuenow")) ?? 0);
    const item = page.getByRole("listitem").filter({ hasText: "disk.bin" });
    const intact = async () => {
      await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue("The disk image");
      await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue("It is attached.");
    };

    await slow(2_000_000);
    await choose();
    await expect.poll(part).toBeGreaterThan(1);
    await expect(page.getByRole("button", { name: "Submit ticket" })).toBeDisabled();
    await page.getByRole("button", { name: "Cancel sending disk.bin" }).click();
    await expect(item).toHaveCount(0);
    await intact();

    await choose();
    await expect.poll(part).toBeGreaterThan(1);
    line.cut();
    await expect(item).toContainText("No connection to the portal.");
    await expect(progress).toHaveCount(0);
    await intact();

    line.mend();
    await slow(12_000_000);
    await page.getByRole("button", { name: "Send disk.bin again" }).click();
    await expect.poll(part).toBeGreaterThan(1);
    await expect(page.getByRole("button", { name: "Remove disk.bin" })).toBeVisible({ timeout: 20_000 });
    await expect(item).toContainText("25 MB");
    await intact();
    await submitTicket(page);
    await expect(heading(page)).toContainText("The disk image");
    await expect(page.getByRole("link", { name: /disk\.bin/ }).first()).toBeVisible();
  } finally {
    line.close();
  }
});
