//! One write as the journal keeps it: a line of JSON, then the body's bytes.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Headers that say who wrote, when and under which condition: no longer true at replay, where the condition has
/// held already and every ETag is another.
const PASSING: [&str; 7] = [
    "authorization",
    "x-ms-date",
    "x-ms-activity-id",
    "user-agent",
    "x-ms-session-token",
    "if-match",
    "if-none-match",
];

/// Says that the request is a transactional batch.
const BATCH: &str = "x-ms-cosmos-is-batch-request";

/// A write that succeeded.
pub(crate) struct Entry {
    pub(crate) head: Head,
    pub(crate) body: Vec<u8>,
}

/// All but the body.
#[derive(Serialize, Deserialize)]
pub(crate) struct Head {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    /// Bytes of the body that follows.
    length: u64,
}

impl Entry {
    /// What is worth keeping of a request.
    pub(crate) fn new(
        method: &str,
        path: &str,
        headers: &[(String, String)],
        body: &[u8],
    ) -> io::Result<Self> {
        let batch = headers.iter().any(|(name, value)| name == BATCH && value.eq_ignore_ascii_case("true"));
        let body = if batch { unconditional(body)? } else { body.to_vec() };
        let headers = headers.iter().filter(|(name, _)| !PASSING.contains(&name.as_str())).cloned().collect();
        let head =
            Head { method: method.to_owned(), path: path.to_owned(), headers, length: body.len() as u64 };
        Ok(Self { head, body })
    }

    /// The bytes in the file.
    pub(crate) fn to_bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(&self.head)?;
        bytes.push(b'\n');
        bytes.extend_from_slice(&self.body);
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The next entry and its length in the file; `None` at the end and where the last write was torn.
    pub(crate) fn read(from: &mut impl BufRead) -> io::Result<Option<(Self, u64)>> {
        let mut line = Vec::new();
        from.read_until(b'\n', &mut line)?;
        let Ok(head) = serde_json::from_slice::<Head>(&line) else { return Ok(None) };
        let mut body = Vec::new();
        from.take(head.length + 1).read_to_end(&mut body)?;
        let whole =
            line.ends_with(b"\n") && body.len() as u64 == head.length + 1 && body.pop() == Some(b'\n');
        let length = line.len() as u64 + head.length + 1;
        Ok(whole.then_some((Self { head, body }, length)))
    }
}

/// A batch without its conditions; all else keeps its exact text.
fn unconditional(batch: &[u8]) -> io::Result<Vec<u8>> {
    let mut operations: Vec<BTreeMap<String, Box<RawValue>>> = serde_json::from_slice(batch)?;
    for operation in &mut operations {
        operation.remove("ifMatch");
        operation.remove("ifNoneMatch");
    }
    Ok(serde_json::to_vec(&operations)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn conditions_are_forgotten_and_documents_kept_to_the_byte() {
        let body = br#"[{"operationType":"Replace","id":"a","ifMatch":"\"x\"","resourceBody":{"n": 1.50,"ifMatch":1}}]"#;
        let given =
            headers(&[(BATCH, "True"), ("if-match", "x"), ("x-ms-documentdb-partitionkey", "[\"t\"]")]);
        let entry = Entry::new("POST", "/dbs/p/colls/c/docs", &given, body).unwrap();
        let kept = String::from_utf8(entry.body.clone()).unwrap();
        assert!(!kept.contains(r#""ifMatch":"\"x"#) && kept.contains(r#"{"n": 1.50,"ifMatch":1}"#), "{kept}");
        assert_eq!(entry.head.headers.len(), 2);
    }

    #[test]
    fn entries_read_back_and_a_torn_one_ends_the_reading() {
        let first = Entry::new("PUT", "/a", &[], b"one\ntwo").unwrap().to_bytes().unwrap();
        let second = Entry::new("PUT", "/b", &[], b"\0\n{").unwrap().to_bytes().unwrap();
        for torn in 0..second.len() {
            let bytes = [first.as_slice(), &second[..torn]].concat();
            let mut file = bytes.as_slice();
            let (entry, length) = Entry::read(&mut file).unwrap().unwrap();
            assert_eq!((entry.body.as_slice(), length), (b"one\ntwo".as_slice(), first.len() as u64));
            assert!(Entry::read(&mut file).unwrap().is_none(), "{torn}");
        }
        let bytes = [first.as_slice(), &second].concat();
        let mut file = bytes.as_slice();
        Entry::read(&mut file).unwrap().unwrap();
        assert_eq!(Entry::read(&mut file).unwrap().unwrap().0.head.path, "/b");
    }
}
