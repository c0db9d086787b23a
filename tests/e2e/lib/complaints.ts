import type { Page } from "@playwright/test";

/** What the browser complains about: broken content policy, scripts that throw, errors on the console. */
export class Complaints {
  private readonly heard: string[] = [];
  private readonly expected: RegExp[] = [];

  listen(page: Page): void {
    page.on("pageerror", (error) => this.heard.push(`threw: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.heard.push(`${message.text()} ${message.location().url}`.trim());
    });
    // A violation that a page swallows is still one.
    page.on("dialog", (dialog) => {
      if (dialog.type() === "alert") this.heard.push(`alert: ${dialog.message()}`);
      void (dialog.type() === "beforeunload" ? dialog.accept() : dialog.dismiss());
    });
  }

  /** Names a complaint that belongs to what the test does, such as a request that is refused on purpose. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  unexpected(): string[] {
    return this.heard.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }
}
