//! Content goes in whole or not at all.

use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt;
use sha2::{Digest, Sha256};
use shared::files::{Content, FileError};

use super::{Ground, noise, pieces};

pub(crate) async fn a_file_comes_back_with_its_size_and_digest(ground: &Ground) {
    for size in [0, 1, 70_000, 4 << 20, (4 << 20) + 1] {
        let (key, bytes) = (ground.key(), noise(size));
        let written = ground.put(&key, &bytes).await.unwrap();
        assert_eq!(written.size, u64::try_from(size).unwrap());
        assert_eq!(written.sha256, format!("{:x}", HexDigest(&bytes)), "{size} bytes");
        assert!(ground.read(&key).await.unwrap() == bytes, "{size} bytes came back changed");
    }
}

pub(crate) async fn twenty_five_megabytes_come_back(ground: &Ground) {
    let (key, bytes) = (ground.key(), noise(25 << 20));
    let written = ground.store.put(&key, pieces(&bytes, 100_000), 25 << 20).await.unwrap();
    assert_eq!(written.size, 25 << 20);
    let link = ground.store.link(&key, &super::download("big.bin"), Duration::from_secs(300)).await.unwrap();
    let got = ground.browser.get(link).send().await.unwrap().bytes().await.unwrap();
    assert!(got == bytes, "25 MB came back changed");
}

pub(crate) async fn what_exceeds_the_limit_is_refused_and_not_kept(ground: &Ground) {
    for (size, limit, piece) in [(11, 10, 3), (9 << 20, 8 << 20, 64 << 10), (1 << 20, 10, 1 << 20)] {
        let (key, bytes) = (ground.key(), noise(size));
        let refused = ground.store.put(&key, pieces(&bytes, piece), limit).await;
        assert!(
            matches!(refused, Err(FileError::TooLarge { limit: named }) if named == limit),
            "{refused:?}"
        );
        assert!(ground.lacks(&key).await, "{size} bytes over a limit of {limit} left something");
    }
    let key = ground.key();
    assert_eq!(
        ground.store.put(&key, pieces(b"0123456789", 4), 10).await.unwrap().size,
        10,
        "the limit is allowed"
    );
}

pub(crate) async fn an_interrupted_upload_keeps_nothing(ground: &Ground) {
    for size in [10, 9 << 20] {
        let key = ground.key();
        let broken = ground.store.put(&key, breaking(&noise(size)), 64 << 20).await;
        assert!(matches!(broken, Err(FileError::Interrupted(_))), "{broken:?}");
        assert!(ground.lacks(&key).await, "an upload that broke off after {size} bytes left something");
    }
}

pub(crate) async fn an_interrupted_replacement_keeps_what_was(ground: &Ground) {
    let key = ground.key();
    ground.put(&key, b"first").await.unwrap();
    assert!(ground.store.put(&key, breaking(&noise(9 << 20)), 64 << 20).await.is_err());
    assert_eq!(ground.read(&key).await.unwrap(), b"first");
    ground.put(&key, b"second, and longer").await.unwrap();
    assert_eq!(ground.read(&key).await.unwrap(), b"second, and longer");
}

pub(crate) async fn an_abandoned_upload_keeps_nothing(ground: &Ground) {
    let key = ground.key();
    let endless: Content = Box::pin(pieces(&noise(5 << 20), 64 << 10).chain(futures::stream::pending()));
    let put = ground.store.put(&key, endless, 64 << 20);
    assert!(tokio::time::timeout(Duration::from_secs(2), put).await.is_err(), "it cannot have ended");
    assert!(ground.lacks(&key).await, "an abandoned upload left something");
}

/// The bytes, then an error where more should come.
fn breaking(bytes: &[u8]) -> Content {
    let end = futures::stream::iter([Err::<Bytes, _>(std::io::ErrorKind::ConnectionReset.into())]);
    Box::pin(pieces(bytes, 64 << 10).chain(end))
}

struct HexDigest<'a>(&'a [u8]);

impl std::fmt::LowerHex for HexDigest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Sha256::digest(self.0).iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
