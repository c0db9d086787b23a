//! The nouns: documents as stored, and the words that they share with the wire.

mod board;
mod compliance;
mod copy;
mod file;
mod last_reminders;
mod policy;

mod reminder;
mod signature;
mod signer;
mod told;
mod words;

pub(crate) use board::{Ask, BOARD, Board, EDITION};
pub(crate) use compliance::{Count, Demand, LEDGER, Ledger, TALLY, Tally};
pub(crate) use copy::{COPY, Copy};
pub(crate) use file::{About, FileVersion, SHARED_FILE, SharedFile};
pub(crate) use last_reminders::{LAST_REMINDERS, LastReminders};
pub(crate) use policy::{External, POLICY, Policy, Published, Reach, Receiver, Signer, Terms};

pub(crate) use reminder::{REMINDER, Reminder};
pub(crate) use signature::{AccountProof, CHAIN, Chain, Evidence, SIGNATURE, Signature};
pub(crate) use signer::{SIGNER, SignerRecord};
pub(crate) use told::{TOLD, Told};
pub(crate) use words::{Category, Flags, Outcome, PolicyState, Signers};
