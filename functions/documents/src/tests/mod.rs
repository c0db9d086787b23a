//! Tests of the area through its operations.

mod budget;
mod compliance;
mod compliance_sequences;
mod fields;
mod files;
mod jobs;
mod office;
mod pdf;
mod policies;
mod push;
mod reminding;
mod seen;
mod sealing;
mod sequences;
mod signing;
