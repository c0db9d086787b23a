//! Mail: areas say what to tell in data ([`Message`]); one layout makes HTML and text of it in the tenant's look; the
//! outbox ([`crate::outbox`]) turns events into mails ([`Mail`]) and delivers them, in order for each recipient.

mod brand;
mod carrier;
mod compose;
mod failure;
mod hear;
mod join;
mod layout;
mod letters;
mod message;
mod model;
mod outgoing;
mod unsubscribe;
mod words;

pub use brand::{Brand, Brands};
pub use carrier::{Carrier, Smtp, sender};
pub use compose::{Composed, compose};
pub(crate) use hear::{hear, keep};
pub use layout::{Page, page};
pub(crate) use letters::Letters;
pub use message::{Button, Fact, Group, Message, Origin, Quote, Section, Topic};
pub use model::{MAIL, Mail, To};
pub use outgoing::{AreaMails, Heard, Outgoing, Sample};
pub use unsubscribe::{Unsubscribe, read as read_unsubscribe, token as unsubscribe_token};
pub use words::{Say, Words};
