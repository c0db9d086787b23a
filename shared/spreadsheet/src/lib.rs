//! Reads what spreadsheets and accounting programs save as text. One reader for every import, so that a code page, a
//! delimiter or a formula guard is understood the same way everywhere. Nothing here does any I/O.

mod encoding;
mod evidence;
mod guard;
mod head;
mod layout;
mod number;
mod table;

pub use encoding::Encoding;
pub use guard::{guard, unguard};
pub use head::{fold, guess};
pub use number::{Beside, DecimalMark, Decision, Marks, currency_of, plain};
pub use table::{ROWS, ReadError, Row, Table, read};
