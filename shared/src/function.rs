//! Functions: how an area's operations are declared to the Functions host, one `function.json` each.

use serde::Serialize;

use crate::store::Kind;

/// A declared function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Function {
    /// Name: the folder in the package.
    pub name: &'static str,
    /// What calls it.
    #[serde(flatten)]
    pub trigger: Trigger,
}

/// What calls a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Trigger {
    /// A request to `/api/ROUTE`.
    Http {
        /// Route template of the Functions host, without the prefix `api/`.
        route: &'static str,
        /// Methods, in capitals.
        methods: &'static [&'static str],
    },
    /// A timer.
    Timer {
        /// NCRONTAB of six fields.
        timer: &'static str,
    },
}

impl Function {
    /// An HTTP function.
    #[must_use]
    pub const fn http(name: &'static str, route: &'static str, methods: &'static [&'static str]) -> Self {
        Self { name, trigger: Trigger::Http { route, methods } }
    }
}

/// The kernel's own kinds of documents.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    let mut kinds = vec![
        &crate::account::USER,
        &crate::account::EMAIL,
        &crate::account::PSA_CONTACT,
        &crate::account::ATTEMPTS,
        &crate::account::charge::CHARGE,
        &crate::audit::AUDIT,
        &crate::edition::EDITION,
        &crate::event::EVENT,
        &crate::files::storage::STORAGE,
        &crate::mail::MAIL,
        &crate::callback::CALLBACK,
        &crate::http::IDEMPOTENCY,
        &crate::service_key::SERVICE_KEY,
        &crate::tenant::SETTINGS,
        &crate::token::ONE_TIME_TOKEN,
        &crate::upload::UPLOAD,
    ];
    kinds.extend(crate::outbox::kinds());
    kinds
}
