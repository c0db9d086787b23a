import { demo, type Login } from "./demo";

/** The answer of a request that should have succeeded and did not. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: unknown,
  ) {
    super(`${status}: ${JSON.stringify(problem)}`);
  }
}

export interface Answer<T> {
  body: T;
  etag: string | null;
}

/** Speaks to the API in somebody's name, beside the browser: for making what a test starts from. */
export class Api {
  private constructor(readonly session: string) {}

  static async signIn(tenant: string, { email, password }: Pick<Login, "email" | "password">): Promise<Api> {
    const answer = await fetch(`${demo.address}/api/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: demo.address },
      body: JSON.stringify({ tenant, email, password }),
    });
    if (!answer.ok) throw new Refused(answer.status, await answer.json());
    const session = /portal_session=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
    if (!session) throw new Error("Signing in set no cookie.");
    return new Api(session);
  }

  get = <T>(path: string) => this.send<T>("GET", path);
  post = <T>(path: string, body: unknown = {}, headers: Record<string, string> = {}) => this.send<T>("POST", path, body, headers);
  patch = <T>(path: string, body: unknown, headers: Record<string, string> = {}) => this.send<T>("PATCH", path, body, headers);
  put = <T>(path: string, body: unknown, headers: Record<string, string> = {}) => this.send<T>("PUT", path, body, headers);

  private async send<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const raw = body instanceof Uint8Array;
    const answer = await fetch(demo.address + path, {
      method,
      headers: {
        cookie: `portal_session=${this.session}`,
        origin: demo.address,
        ...(body !== undefined && !raw && { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : raw ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
    });
    const text = await answer.text();
    const read: unknown = text ? JSON.parse(text) : undefined;
    if (!answer.ok) throw new Refused(answer.status, read);
    return { body: read as T, etag: answer.headers.get("etag") };
  }
}
