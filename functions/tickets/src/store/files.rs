//! Uploads on their way into a comment.

use jiff::Timestamp;
use shared::id::FileId;
use shared::problem::Fields;
use shared::store::{Found, StoreError, Stored};

use crate::caller::Caller;
use crate::model::{Attachment, Upload};

/// Files at one comment at most.
pub(crate) const ATTACHMENTS: usize = 10;

/// The uploads that a comment uses, with what they become.
#[derive(Default)]
pub(crate) struct Taken {
    /// At the comment.
    pub(crate) attachments: Vec<Attachment>,
    /// Removed in the same batch, so that each is used once.
    pub(crate) uploads: Vec<Stored<Upload>>,
}

/// Takes the caller's uploads from what was read; each that cannot be used becomes a wrong field.
pub(crate) fn taken(
    found: &mut Found,
    files: &[FileId],
    caller: &Caller,
    now: Timestamp,
    fields: &mut Fields,
) -> Result<Taken, StoreError> {
    let mut taken = Taken::default();
    for (place, file) in files.iter().enumerate() {
        let upload = found.take::<Upload>(file.as_str())?;
        match upload.as_ref().and_then(|upload| upload.value.usable(&caller.user().id, now)) {
            Some(attachment) => {
                taken.attachments.push(attachment);
                taken.uploads.extend(upload);
            }
            None => fields.add(
                format!("attachments[{place}]"),
                "This file is missing or was already used. Please add it again.",
            ),
        }
    }
    Ok(taken)
}
