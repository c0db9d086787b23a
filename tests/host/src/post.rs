//! The mail server of these tests: one for the whole process, since several handlers on one store share the mails.

use std::sync::LazyLock;
use std::time::Duration;

use catcher::Catcher;
use mail_parser::MessageParser;
use tempfile::TempDir;

/// A person's invitation is there within this time on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

static POST: LazyLock<(TempDir, Catcher)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let catcher = Catcher::start(0, folder.path()).unwrap();
    (folder, catcher)
});

/// What `SMTP_URL` says to reach it.
pub fn url() -> String {
    POST.1.url()
}

/// The secret of the invitation that was mailed to an address; waits for it.
pub async fn invitation(email: &str) -> String {
    let mailed = async {
        loop {
            if let Some(secret) = find(email) {
                return secret;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, mailed).await.unwrap_or_else(|_| panic!("no invitation came to {email}"))
}

fn find(email: &str) -> Option<String> {
    POST.1.caught().unwrap().iter().find_map(|path| {
        let bytes = std::fs::read(path).ok()?;
        let mail = MessageParser::default().parse(&bytes)?;
        let addressee = mail.to()?.first()?.address()?;
        if addressee != email {
            return None;
        }
        let text = mail.body_text(0)?;
        let (_, secret) = text.split_once("invite=")?;
        let end = secret.find(|c: char| c == '&' || c.is_whitespace()).unwrap_or(secret.len());
        Some(secret[..end].to_owned())
    })
}
