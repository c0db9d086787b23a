//! Files are listed by tenant and can be removed.

use std::time::Duration;

use reqwest::StatusCode;
use shared::clock::{SystemClock, SystemEntropy};
use shared::files::{FileError, FileKey};
use shared::id::FileId;

use super::{Ground, download, scope};

pub(crate) async fn a_removed_file_is_gone(ground: &Ground) {
    let key = ground.key();
    ground.store.delete(&key).await.unwrap();
    ground.put(&key, b"content").await.unwrap();
    let link = ground.store.link(&key, &download("a.txt"), Duration::from_secs(300)).await.unwrap();
    ground.store.delete(&key).await.unwrap();
    assert!(ground.lacks(&key).await);
    assert!(matches!(ground.read(&key).await, Err(FileError::NotFound)));
    assert_eq!(ground.browser.get(&link).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    ground.store.delete(&key).await.unwrap();
}

pub(crate) async fn a_tenants_files_are_listed_in_pages(ground: &Ground) {
    let listed = scope("listed-msp");
    let mut expected = Vec::new();
    for number in 0..25_u8 {
        let key = FileKey::new(&listed, &FileId::mint(&SystemClock, &SystemEntropy));
        ground.put(&key, &[number]).await.unwrap();
        expected.push(key);
    }
    // A neighbour whose name begins alike.
    let neighbour = FileKey::new(&scope("listed-msp-two"), &FileId::mint(&SystemClock, &SystemEntropy));
    ground.put(&neighbour, b"other").await.unwrap();
    expected.sort_by(|one, other| one.as_str().cmp(other.as_str()));

    let (mut found, mut after, mut sizes) = (Vec::new(), None::<String>, Vec::new());
    loop {
        let page = ground.store.list(&listed, after.as_deref(), 10).await.unwrap();
        sizes.push(page.len());
        let Some(last) = page.last() else { break };
        after = Some(last.as_str().to_owned());
        found.extend(page);
    }
    assert_eq!(sizes, [10, 10, 5, 0]);
    assert_eq!(found, expected);
    assert!(ground.store.list(&ground.other, None, 10).await.unwrap().is_empty());
}
