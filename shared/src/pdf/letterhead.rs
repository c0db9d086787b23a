//! How a tenant looks on paper.

use async_trait::async_trait;

use super::paper::Colour;
use crate::app::App;
use crate::problem::Problem;
use crate::tenant::Scope;

/// How a tenant looks on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// What the portal is called.
    pub name: String,
    /// Its accent.
    pub accent: Colour,
    /// A PNG; drawings are not printed, the name stands in their place.
    pub logo: Option<Vec<u8>>,
    /// How to reach the tenant; may be empty.
    pub contact: String,
}

impl Letterhead {
    /// The portal's own colours and no logo.
    #[must_use]
    pub fn plain(name: &str) -> Self {
        Self { name: name.to_owned(), accent: (0x6d, 0x28, 0xd9), logo: None, contact: String::new() }
    }
}

/// Where letterheads come from: the area that keeps the tenants' looks.
#[async_trait]
pub trait Letterheads: Send + Sync + 'static {
    /// The tenant's.
    async fn letterhead(&self, app: &App, scope: &Scope) -> Result<Letterhead, Problem>;
}
