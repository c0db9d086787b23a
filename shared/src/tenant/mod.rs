//! Tenants: who they are, how a request finds its own, and the scopes that open their data.

mod archive;
mod directory;
mod link;
mod model;
mod purge;
mod scope;
mod settings;
mod slug;

pub use archive::archive;
pub use directory::{Directory, DirectoryError};
pub use model::{COOLDOWN, Deletion, GRACE, Host, NewTenant, OrgType, Tenant, TenantStatus};
pub use purge::{is_due, purge};
pub use scope::Scope;
pub use settings::{
    AUDIT_DAYS, MailSender, Retention, SESSION_HOURS, SETTINGS, SignInMethods, TenantSettings,
};
pub use slug::TenantSlug;
