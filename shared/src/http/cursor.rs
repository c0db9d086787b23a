//! Pages: `limit` and `cursor`. A cursor is a signed [`Position`], good for the list that gave it and no other.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use utoipa::IntoParams;

use crate::problem::Problem;
use crate::store::Position;

/// Documents on a page unless the caller says otherwise.
const USUAL: u32 = 25;
/// Documents on a page at most.
const MOST: u32 = 100;
/// Bytes of the signature that a cursor carries.
const SIGNATURE: usize = 16;

/// Signs and reads cursors.
#[derive(Clone)]
pub struct Cursor {
    key: [u8; 32],
}

impl Cursor {
    /// With a key that only the portal's processes know.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The cursor for going on behind `position` in the list `list` (tenant, operation and filters).
    pub fn write(&self, list: &str, position: &Position) -> Result<String, Problem> {
        let body = serde_json::to_vec(position).map_err(Problem::internal)?;
        let mut bytes = self.sign(list, &body);
        bytes.extend_from_slice(&body);
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The position of a cursor that [`Cursor::write`] gave for the same list; 422 for any other.
    pub fn read(&self, list: &str, cursor: &str) -> Result<Position, Problem> {
        let wrong = || {
            Problem::field("cursor", "This cursor does not belong to this list. Start from the first page.")
        };
        if cursor.len() > 2_048 {
            return Err(wrong());
        }
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| wrong())?;
        let (signature, body) = bytes.split_at_checked(SIGNATURE).ok_or_else(wrong)?;
        let expected = self.sign(list, body);
        if !bool::from(subtle::ConstantTimeEq::ct_eq(signature, expected.as_slice())) {
            return Err(wrong());
        }
        serde_json::from_slice(body).map_err(|_| wrong())
    }

    fn sign(&self, list: &str, body: &[u8]) -> Vec<u8> {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return Vec::new() };
        mac.update(list.as_bytes());
        mac.update(&[0]);
        mac.update(body);
        mac.finalize().into_bytes()[..SIGNATURE].to_vec()
    }
}

/// `limit` and `cursor` of a list without filters.
#[derive(Debug, Clone, Default, Deserialize, Serialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A page asked for, checked.
#[derive(Debug, Clone)]
pub struct Paging {
    /// 1 to 100.
    pub limit: u32,
    /// Where to go on.
    pub after: Option<Position>,
}

impl Paging {
    /// Checks `limit` and `cursor` of the list `list`.
    pub fn read(
        cursors: &Cursor,
        list: &str,
        limit: Option<u32>,
        cursor: Option<&str>,
    ) -> Result<Self, Problem> {
        let limit = limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(Problem::field("limit", "Ask for 1 to 100 items."));
        }
        let after = cursor.map(|cursor| cursors.read(list, cursor)).transpose()?;
        Ok(Self { limit, after })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Scalar;

    #[test]
    fn sec_18_a_cursor_is_good_for_its_list_alone_and_cannot_be_altered() {
        let cursors = Cursor::new([7; 32]);
        let position = Position { key: Scalar::Int(4), id: "tkt_1".into() };
        let cursor = cursors.write("acme/tickets", &position).unwrap();
        assert_eq!(cursors.read("acme/tickets", &cursor).unwrap(), position);
        assert!(cursors.read("other/tickets", &cursor).is_err());
        assert!(Cursor::new([8; 32]).read("acme/tickets", &cursor).is_err());
        for place in 0..cursor.len() {
            let mut altered = cursor.clone().into_bytes();
            altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert!(altered == cursor || cursors.read("acme/tickets", &altered).is_err());
        }
    }
}
