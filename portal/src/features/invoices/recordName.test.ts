import { expect, it } from "vitest";
import { recordName } from "./recordName";

it("takes an invoice's name apart where it is made of a company's id and a number", () => {
  expect(recordName("cmp_01M8QTHPN1K2N0FFYHBW1D6C92/NC-2")).toEqual({ company: "cmp_01M8QTHPN1K2N0FFYHBW1D6C92", number: "NC-2" });
  expect(recordName("cmp_01M8QTHPN1K2N0FFYHBW1D6C92/2026/7")).toEqual({ company: "cmp_01M8QTHPN1K2N0FFYHBW1D6C92", number: "2026/7" });
});

it("leaves other names as they are", () => {
  expect(recordName("NC-2")).toEqual({ number: "NC-2" });
  expect(recordName("2026/7")).toEqual({ number: "2026/7" });
});
