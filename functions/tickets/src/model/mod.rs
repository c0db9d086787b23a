//! The nouns: documents as stored, and the words that they share with the wire.

mod canned;
mod form;
mod message;
mod promises;
mod search_entry;
mod tally;
mod ticket;
mod words;

pub use canned::{CANNED_REPLY, CannedReply};
pub use message::{Author, Entry, Happening, HappeningKind, MESSAGE, Message, MessageKind};
pub use promises::{TICKET_TARGETS, TargetsRecord, TicketTargets};
pub use search_entry::{Hit, SearchEntry, TICKET_SEARCH};
pub use shared::account::PersonRef;
pub use shared::upload::{Attachment, UPLOAD, UPLOAD_LIFE, Upload, UploadedFile};
pub use tally::{ByStatus, TALLY, Tally};
pub use ticket::{Count, NOBODY, NewTicket, Rating, TICKET, Ticket};
pub use words::{Category, Priority, Status};
