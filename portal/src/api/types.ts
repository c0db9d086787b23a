import type { components } from "./schema";

/** Shapes on the wire, by the names that the pages use. They come from the server's own description (`npm run gen`). */
type Schemas = components["schemas"];

export type Role = Schemas["Role"];
export type Access = Schemas["Access"];
export type Ref = Schemas["PersonRef"];
export type User = Schemas["User"];
export type Session = Schemas["Session"];
export type SignedIn = Schemas["LoginAnswer"];
export type LinkAnswer = Schemas["LinkAnswer"];
export type Device = Schemas["OpenSession"];

export type Branding = Schemas["Branding"];
export type ManagedBranding = Schemas["ManagedBranding"];
export type BrandingEdit = Schemas["BrandingUpdate"];
export type BrandingDraft = Schemas["BrandingDraft"];
export type BrandingCheck = Schemas["BrandingCheck"];
export type ContrastCheck = Schemas["ContrastCheck"];
export type RemovedCss = Schemas["RemovedCss"];

export type Status = Schemas["Status"];
export type Priority = Schemas["Priority"];
export type Category = Schemas["Category"];
export type Target = Schemas["Target"];
export type Targets = Schemas["Targets"];
export type TicketSummary = Schemas["TicketSummary"];
export type Ticket = Schemas["Ticket"];
export type Attachment = Schemas["Attachment"];
export type Message = Schemas["Message"];
export type NewTicket = Schemas["NewTicket"];
export type TicketUpdate = Schemas["TicketUpdate"];
export type NewComment = Schemas["NewComment"];
export type NewStaffComment = Schemas["NewStaffComment"];
export type Dashboard = Schemas["Dashboard"];
export type CannedReply = Schemas["CannedReply"];
export type TicketTargets = Schemas["TicketTargets"];
export type TicketNumbers = Schemas["TicketNumbers"];

export type InvoiceSummary = Schemas["InvoiceSummary"];
export type Invoice = Schemas["Invoice"];
export type InvoiceStatus = Schemas["InvoiceStatus"];
export type InvoiceUpdate = Schemas["InvoiceUpdate"];
export type InvoiceReport = Schemas["InvoiceReport"];
export type InvoiceFile = Schemas["InvoiceFile"];
export type InvoiceColumn = Schemas["InvoiceColumn"];
export type Encoding = Schemas["Encoding"];
export type Announcement = Schemas["Announcement"];
export type AnnouncementList = Schemas["AnnouncementList"];
export type AnnouncementEdit = Schemas["AnnouncementEdit"];
export type AnnouncementStatus = Schemas["AnnouncementStatus"];
export type ManagedAnnouncement = Schemas["ManagedAnnouncement"];
export type ManagedAnnouncementLine = Schemas["ManagedAnnouncementLine"];
export type Severity = Schemas["Severity"];

export type CatalogItem = Schemas["CatalogItem"];
export type CatalogItemCard = Schemas["CatalogItemCard"];
export type CatalogItemEdit = Schemas["CatalogItemEdit"];
export type ManagedCatalogItem = Schemas["ManagedCatalogItem"];
export type ManagedCatalogItemLine = Schemas["ManagedCatalogItemLine"];
export type NewCatalogRequest = Schemas["NewCatalogRequest"];
export type CatalogRequest = Schemas["CatalogRequest"];
export type RequestLine = Schemas["RequestLine"];
export type LogoNotInMail = Schemas["LogoNotInMail"];
export type RequestStatus = Schemas["RequestStatus"];
export type ApprovalLink = Schemas["ApprovalLink"];
export type ApprovalAnswer = Schemas["ApprovalAnswer"];
export type ApprovalView = Schemas["ApprovalView"];
export type FormField = Schemas["FormField"];
export type FieldType = Schemas["FieldType"];
export type FieldLimits = Schemas["FieldLimits"];
export type ShowIf = Schemas["ShowIf"];
export type ItemIcon = Schemas["ItemIcon"];

export type Overview = Schemas["Overview"];
export type Company = Schemas["Company"];
export type CompanyEdit = Schemas["NewCompany"];
export type InviteWanted = Schemas["InviteWanted"];
export type CompanyUser = Schemas["ManagedUser"];
export type NewUser = Schemas["NewCompanyUser"];
export type CompanyChange = Schemas["CompanyEdit"];
export type CompanyStatus = Schemas["CompanyStatus"];
export type UserStatus = Schemas["UserStatus"];
export type UserEdit = Schemas["UserEdit"];
export type NewStaff = Schemas["NewStaff"];
export type Import = Schemas["Import"];
export type ImportColumn = Schemas["Column"];
export type ImportEdit = Schemas["ImportEdit"];
export type ImportIssue = Schemas["Issue"];
export type Member = Schemas["Member"];
export type NewMember = Schemas["NewMember"];
export type MemberEdit = Schemas["MemberEdit"];
export type ActingStaff = Schemas["ActingStaff"];

/** The values of an enumeration in the order in which the pages offer them; the compiler refuses a missing one. */
const every = <T extends string>() => <const L extends readonly T[]>(list: [T] extends [L[number]] ? L : never): L => list;

export const statuses = every<Status>()(["open", "in_progress", "waiting_on_client", "waiting_on_vendor", "resolved", "closed"]);
export const priorities = every<Priority>()(["low", "medium", "high", "critical"]);
export const categories = every<Category>()(["general", "hardware", "software", "network", "email", "security", "other"]);
export const userStatuses = every<UserStatus>()(["active", "invited", "disabled"]);
export const roles = every<Role>()(["user", "company_admin", "admin", "technician", "viewer"]);
export const importColumns = every<ImportColumn>()([
  "company", "name", "first_name", "last_name", "email", "role", "access", "billing", "contact_email", "email_domains", "psa_company_id",
  "psa_auto_provisioning",
]);
export const itemIcons = every<ItemIcon>()([
  "package", "laptop", "monitor", "printer", "phone", "mobile", "headset", "mail", "joiner", "leaver", "people", "key", "shield", "wifi", "server", "cloud",
  "database", "software", "tool", "calendar", "delivery", "training",
]);
export const requestStatuses = every<RequestStatus>()(["pending_approval", "approved", "fulfilled", "rejected", "cancelled"]);
export const fieldTypes = every<FieldType>()(["text", "textarea", "number", "select", "multi_select", "checkbox", "date", "email", "file"]);
export const invoiceStatuses = every<InvoiceStatus>()(["sent", "overdue", "paid", "credit", "void", "draft"]);
export const invoiceColumns = every<InvoiceColumn>()([
  "number", "company", "issued", "currency", "unit_price", "quantity", "amount", "description", "tax", "tax_total", "total", "due", "paid", "status", "balance",
  "kind", "note", "pay_link", "external_id",
]);
export const encodings = every<Encoding>()([
  "UTF-8", "windows-1252", "IBM850", "macintosh", "UTF-16LE", "UTF-16BE", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1257",
  "Shift_JIS", "GBK", "Big5", "EUC-KR",
]);

export type DocumentToSign = Schemas["DocumentToSign"];
export type SignedDocument = Schemas["SignedDocument"];
export type DocumentFile = Schemas["DocumentFile"];
export type DocumentToRead = Schemas["DocumentToRead"];
export type NewSignature = Schemas["NewSignature"];
export type FileCategory = Schemas["FileCategory"];
export type SharedFile = Schemas["SharedFile"];
export type SharedFileEdit = Schemas["SharedFileEdit"];
export type PolicyLine = Schemas["PolicyLine"];
export type ManagedPolicy = Schemas["ManagedPolicy"];
export type PolicyEdit = Schemas["PolicyEdit"];
export type PolicyState = Schemas["PolicyState"];
export type RosterLine = Schemas["RosterLine"];
export type ComplianceScore = Schemas["ComplianceScore"];
export type Compliance = Schemas["Compliance"];
export type CompanyCompliance = Schemas["CompanyCompliance"];
export type OutstandingSignature = Schemas["OutstandingSignature"];
export type PolicyCompliance = Schemas["PolicyCompliance"];
export type CallbackLine = Schemas["CallbackLine"];
export type SignerStatus = Schemas["SignerStatus"];
export type Verification = Schemas["Verification"];
export type SignInLock = Schemas["SignInLock"];
