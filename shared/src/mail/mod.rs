//! Mail: areas say what to tell in data ([`Message`]); one layout makes HTML and text of it in the tenant's look; the
//! outbox turns events into mails ([`Mail`]) and delivers them, at least once and in order for each recipient.

mod backoff;
mod brand;
mod carrier;
mod compose;
mod deliver;
mod hear;
mod layout;
mod message;
mod model;
mod outbox;
mod outgoing;
mod state;
mod unsubscribe;
mod words;

pub use brand::{Brand, Brands};
pub use carrier::{Carrier, Smtp, Undelivered, sender};
pub use compose::{Composed, compose};
pub use layout::{Page, page};
pub use message::{Button, Fact, Message, Quote, Topic};
pub use model::{MAIL, Mail, MailState, To};
pub use outbox::{Outbox, Ran};
pub use outgoing::{AreaMails, Heard, Outgoing, Sample};
pub use unsubscribe::{Unsubscribe, read as read_unsubscribe, token as unsubscribe_token};
pub use words::{Say, Words};
