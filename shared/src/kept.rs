//! How long what is no longer needed stays: for whoever removes it, and for the page of settings that says so.

use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;

use crate::tenant::GRACE;
use crate::upload::UPLOAD_LIFE;

/// What was sent by mail or called, and whether it arrived.
pub const DELIVERY: SignedDuration = SignedDuration::from_hours(24 * 60);
/// The report of an import, after it was last written.
pub const IMPORT: SignedDuration = SignedDuration::from_hours(24 * 30);
/// A shared file, after the day on which it expired.
pub const EXPIRED_FILE: SignedDuration = SignedDuration::from_hours(24 * 30);

/// The periods that are the same for every portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Kept {
    /// Days that mails and callbacks are kept with what became of them.
    pub mail_days: i64,
    /// Days that the report of an import is kept.
    pub import_days: i64,
    /// Days that a shared file is kept after it expired.
    pub expired_file_days: i64,
    /// Hours that an upload is kept which nobody has sent.
    pub unused_upload_hours: i64,
    /// Days between the order to delete a portal and the end of its data.
    pub deleted_portal_days: i64,
}

impl Kept {
    /// As it is.
    #[must_use]
    pub fn now() -> Self {
        let days = |period: SignedDuration| period.as_hours() / 24;
        Self {
            mail_days: days(DELIVERY),
            import_days: days(IMPORT),
            expired_file_days: days(EXPIRED_FILE),
            unused_upload_hours: UPLOAD_LIFE.as_hours(),
            deleted_portal_days: days(GRACE),
        }
    }
}
