import { expect, it } from "vitest";
import { splitDomains, toEdit } from "./companyFields";

it.each([
  ["contoso.com", ["contoso.com"]],
  [" Contoso.com, @fabrikam.com;contoso.com\n x.org ", ["contoso.com", "fabrikam.com", "x.org"]],
  ["", []],
])("reads the domains of %j", (text, domains) => {
  expect(splitDomains(text)).toEqual(domains);
});

it("sends no address where none was typed, and no switch without the id that it needs", () => {
  expect(toEdit({ name: " Contoso ", contact_email: " ", email_domains: "", psa_company_id: " ", psa_auto_provisioning: true, notes: "" })).toEqual({ name: "Contoso", contact_email: null, psa_company_id: null, psa_auto_provisioning: false, notes: "", email_domains: [] });
});
