//! Search terms: one full-text row per document that has some, its tokens bound to the partition.
//!
//! The table keeps no text. A row is written once and never changed: a document whose terms change gets a new row,
//! because the index takes rows cheaply only in growing order.

use std::fmt::Write;
use std::hash::{Hash, Hasher};

use rusqlite::Connection;

use super::super::Partition;

/// Finds rows by an [`expression`].
pub(super) const FIND: &str = "SELECT rowid FROM terms WHERE terms MATCH ?1";

/// One term as a token of ASCII letters, digits, `_` and bytes beyond ASCII: what the tokenizer keeps whole.
///
/// The partition goes first, so that one tenant's search never reads another's rows.
pub(super) fn token(at: &Partition, term: &str) -> String {
    let mut token = String::with_capacity(term.len() + 24);
    let name = match at {
        Partition::Directory(name) => {
            token.push_str("d_");
            name
        }
        Partition::Tenant(name) => {
            token.push_str("t_");
            name
        }
    };
    escape(&mut token, name);
    token.push_str("__");
    escape(&mut token, term);
    token
}

/// The tokenizer folds capital letters and splits at punctuation; both are written as `_` and their code.
fn escape(token: &mut String, text: &str) {
    for character in text.chars() {
        if character.is_ascii_lowercase() || character.is_ascii_digit() || !character.is_ascii() {
            token.push(character);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(token, "_{:02x}", u32::from(character));
        }
    }
}

/// A mark of a set of terms: equal marks mean that nothing needs to be written.
pub(super) fn mark(terms: &[String]) -> i64 {
    let mut sorted: Vec<_> = terms.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    // Fixed keys: the mark is stored. A clash would keep old terms, at odds of 1 in 2⁶⁴.
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    sorted.hash(&mut hasher);
    hasher.finish().cast_signed()
}

struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Writes a row.
pub(super) fn insert(sql: &Connection, row: i64, at: &Partition, terms: &[String]) -> rusqlite::Result<()> {
    let mut text = String::with_capacity(terms.len() * 32);
    for term in terms {
        text.push_str(&token(at, term));
        text.push(' ');
    }
    sql.prepare_cached("INSERT INTO terms (rowid, tokens) VALUES (?1, ?2)")?.execute((row, text))?;
    Ok(())
}

/// Removes a row.
pub(super) fn remove(sql: &Connection, row: i64) -> rusqlite::Result<()> {
    sql.prepare_cached("DELETE FROM terms WHERE rowid = ?1")?.execute([row])?;
    Ok(())
}

/// The expression that finds rows with one at least of each of the terms.
pub(super) fn expression(at: &Partition, terms: &[Vec<String>]) -> String {
    let quoted = |term: &String| format!("\"{}\"", token(at, term));
    let either =
        |terms: &Vec<String>| format!("({})", terms.iter().map(quoted).collect::<Vec<_>>().join(" OR "));
    terms.iter().map(either).collect::<Vec<_>>().join(" AND ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_partitions_and_terms_never_share_a_token() {
        let at = |name: &str| Partition::Tenant(name.into());
        let all = [
            token(&at("a"), "b"),
            token(&at("A"), "b"),
            token(&at("a"), "B"),
            token(&at("a"), "b c"),
            token(&at("a"), "b_c"),
            token(&at("a"), "b-c"),
            token(&at("a"), "ü"),
            token(&at("a"), "Ü"),
            token(&at("a__b"), "c"),
            token(&at("a"), "b__c"),
            token(&Partition::Directory("a".into()), "b"),
        ];
        for (place, one) in all.iter().enumerate() {
            assert!(all.iter().skip(place + 1).all(|other| other != one), "{one}");
        }
    }

    #[test]
    fn the_mark_knows_sets_not_lists() {
        let terms = |list: &[&str]| mark(&list.iter().map(|term| (*term).to_owned()).collect::<Vec<_>>());
        assert_eq!(terms(&["a", "b"]), terms(&["b", "a", "b"]));
        assert_ne!(terms(&["a", "b"]), terms(&["ab"]));
    }
}
