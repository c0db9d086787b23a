/** The server's refusal (RFC 9457), or the network's, as one type. */
export class Problem extends Error {
  readonly status: number;
  /** Stable name of the kind of refusal, e.g. `VALIDATION_ERROR`; `OFFLINE` when no answer came. */
  readonly code: string;
  readonly detail?: string;
  /** Messages by field name of the request. */
  readonly errors: Record<string, string>;
  readonly traceId?: string;
  /** Seconds to wait before trying again, when the server named them. */
  readonly retryAfter?: number;
  /** The refusal that this is what is left of, see `remaining`. */
  readonly origin?: Problem;

  constructor(init: { status: number; code: string; title?: string; detail?: string; errors?: Record<string, string>; traceId?: string; retryAfter?: number; origin?: Problem }) {
    super(init.detail ?? init.title ?? init.code);
    this.name = "Problem";
    this.status = init.status;
    this.code = init.code;
    this.detail = init.detail;
    this.errors = init.errors ?? {};
    this.traceId = init.traceId;
    this.retryAfter = init.retryAfter;
    this.origin = init.origin;
  }

  /** The same refusal without the messages of fields that were corrected since; null once none is left. */
  remaining(isOpen: (field: string) => boolean): Problem | null {
    const all = Object.entries(this.errors);
    const open = all.filter(([field]) => isOpen(field));
    if (open.length === all.length) return this;
    if (open.length === 0) return null;
    const { status, code, detail, traceId, retryAfter } = this;
    return new Problem({ status, code, detail, traceId, retryAfter, errors: Object.fromEntries(open), origin: this.origin ?? this });
  }
}

/** True where the `Idempotency-Key` was used before, for a request with another content: that one went through. */
export const keyWasUsed = (reason: unknown): boolean => reason instanceof Problem && "Idempotency-Key" in reason.errors;

export function offlineProblem(): Problem {
  return new Problem({ status: 0, code: "OFFLINE" });
}

/** Reads a refusal. A proxy in between may answer with something else than a problem: then the status alone speaks. */
export function parseProblem(status: number, body: unknown, header: (name: string) => string | null): Problem {
  const given = isRecord(body) ? body : {};
  const errors = isRecord(given.errors)
    ? Object.fromEntries(Object.entries(given.errors).map(([field, message]) => [field, String(message)]))
    : {};
  const seconds = Number(header("retry-after"));
  return new Problem({
    status,
    code: text(given.code) ?? (status >= 500 ? "UNAVAILABLE" : "UNEXPECTED"),
    title: text(given.title),
    detail: text(given.detail),
    errors,
    traceId: text(given.trace_id),
    retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds : undefined,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
