import { useState } from "react";
import { keyWasUsed } from "@/api/problem";
import { randomKey } from "@/util/id";

/**
 * The `Idempotency-Key` of a form that is not kept as a draft: one for as long as the form stands, so that a double click or a
 * repeated attempt makes only one thing. The second part is `fail` with that added: where the server says that the key was
 * used for another content (an attempt whose answer was lost went through), the next attempt has a new one.
 */
export function useRequestKey(fail: (reason: unknown) => void): [string, (reason: unknown) => void] {
  const [key, setKey] = useState(randomKey);
  return [
    key,
    (reason) => {
      if (keyWasUsed(reason)) setKey(randomKey());
      fail(reason);
    },
  ];
}
