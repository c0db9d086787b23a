//! Tenants: who they are, how a request finds its own, and the scopes that open their data.

mod directory;
mod model;
mod scope;
mod slug;

pub use directory::{Directory, DirectoryError};
pub use model::{Host, NewTenant, OrgType, Tenant, TenantStatus};
pub use scope::Scope;
pub use slug::TenantSlug;
