//! The nouns: documents as stored, and the words that they share with the wire.

mod canned;
mod form;
mod message;
mod promises;
mod tally;
mod ticket;
mod upload;
mod words;

pub use canned::{CANNED_REPLY, CannedReply};
pub use message::{Attachment, Author, Entry, Happening, HappeningKind, MESSAGE, Message, MessageKind};
pub use promises::{TICKET_TARGETS, TargetsRecord, TicketTargets};
pub use tally::{ByStatus, TALLY, Tally};
pub use ticket::{Count, NOBODY, NewTicket, Rating, TICKET, Ticket};
pub use upload::{UPLOAD, UPLOAD_LIFE, Upload, UploadedFile};
pub use words::{Category, PersonRef, Priority, Status};
