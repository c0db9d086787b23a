/** An invoice as a file names it. */
export interface RecordName {
  number: string;
  /** Id of the company. Absent where the file has its own external ids, and where the company is unknown. */
  company?: string;
}

/**
 * The company and the number of an invoice in an import's report. Without an external id of its own an invoice is called
 * `<company id>/<number>`, see `functions/invoices/src/upsert/cells.rs`; people know neither that id nor that form.
 */
export function recordName(externalId: string): RecordName {
  const [, company, number] = /^(cmp_[0-9A-Za-z]+)\/(.+)$/.exec(externalId) ?? [];
  return company && number ? { company, number } : { number: externalId };
}
