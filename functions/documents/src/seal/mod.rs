//! The digital signature of a PDF: a detached signature over all of the file (PAdES: `ETSI.CAdES.detached`) which
//! certifies that nothing may be changed, by the provider's own certificate or a generated one, with the timestamp of an
//! authority where one is configured. See ADR 7.

mod certificate;
mod cms;
mod key;
#[cfg(test)]
pub(crate) mod tests;
mod timestamp;
mod update;

use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use shared::settings::Settings;
use x509_cert::Certificate;

use self::key::Key;

/// Bytes that a signature needs besides its certificates and its timestamp.
const ROOM: usize = 4_096;

/// Why a file could not be sealed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SealError {
    /// No key could be made, or it does not sign.
    #[error("the key for signing files cannot be used")]
    Key,
    /// The file cannot be read.
    #[error("the PDF cannot be read: {0}")]
    Read(#[from] lopdf::Error),
    /// The file cannot be written.
    #[error("the PDF cannot be written: {0}")]
    Write(#[from] std::io::Error),
    /// The file is none that we have made.
    #[error("the PDF has no {0}")]
    Pdf(&'static str),
    /// The signature is larger than the place that is left for it.
    #[error("the signature does not fit its place")]
    Room,
    /// Something cannot be written in DER.
    #[error("the signature cannot be written: {0}")]
    Form(#[from] der::Error),
    /// The provider's certificate cannot be used.
    #[error("it {0}")]
    Own(&'static str),
    /// The file of the provider's certificate cannot be read. Its name is not repeated: it may be a key that lacks its
    /// first line.
    #[error(
        "the file that it names cannot be read: {0}; expected the name of a file, or key and certificates in PEM with \
         their `-----BEGIN` lines"
    )]
    File(std::io::Error),
    /// The time-stamp authority gives no token.
    #[error("the time-stamp authority gives no timestamp: {0}")]
    Authority(String),
}

impl SealError {
    /// True where another attempt may succeed without anybody changing the program: the file waits until then.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Authority(_) | Self::Own(_) | Self::File(..))
    }
}

/// Seals files in a tenant's name.
pub(crate) struct Seal {
    key: Key,
    /// The key's own certificate first.
    chain: Vec<Certificate>,
    /// Address of the time-stamp authority.
    authority: Option<String>,
}

/// Whose seal it is.
pub(crate) struct Owner<'a> {
    /// The tenant's slug.
    pub(crate) slug: &'a str,
    /// What it is called.
    pub(crate) name: &'a str,
    /// Since when it is there.
    pub(crate) since: Timestamp,
}

impl Seal {
    /// The seal of a tenant: its own certificate where the settings name one, else one of the installation's secret.
    pub(crate) fn of(
        settings: &Settings,
        secret: &[u8; 32],
        owner: &Owner<'_>,
        now: Timestamp,
    ) -> Result<Self, SealError> {
        let authority = settings.timestamp_url.clone();
        if let Some(pem) = settings.seal_pem(owner.slug) {
            let own = certificate::read(&contents(pem)?)?;
            if !certificate::holds(&own.chain[0], now) {
                return Err(SealError::Own("holds a certificate that has expired or does not hold yet"));
            }
            return Ok(Self { key: own.key, chain: own.chain, authority });
        }
        let key = Key::generated(secret, owner.slug)?;
        let chain = vec![certificate::generate(&key, owner)?];
        Ok(Self { key, chain, authority })
    }

    /// The file with a signature over every byte of it but the signature's own. `name` is who signed, `at` when the seal
    /// is made; `nonce` is new for every file.
    pub(crate) async fn seal(
        self,
        pdf: Vec<u8>,
        name: String,
        at: Timestamp,
        nonce: [u8; 16],
    ) -> Result<Vec<u8>, SealError> {
        let authority = self.authority.clone();
        let work = tokio::task::spawn_blocking(move || self.sign(&pdf, &name, at));
        let (draft, mut signed) = work.await.map_err(|_| SealError::Key)??;
        if let Some(authority) = authority {
            signed.stamp(timestamp::token(&authority, signed.value(), nonce).await?)?;
        }
        draft.fill(&signed.finish()?)
    }

    fn sign(self, pdf: &[u8], name: &str, at: Timestamp) -> Result<(update::Draft, cms::Signed), SealError> {
        let draft = update::append(pdf, name, at, self.room()?)?;
        let digest = draft.digest(self.key.hash());
        let signed = cms::Signed::make(&self.key, self.chain, digest)?;
        Ok((draft, signed))
    }

    /// Bytes to leave for the signature.
    fn room(&self) -> Result<usize, SealError> {
        use der::Encode as _;
        let mut room = ROOM;
        for certificate in &self.chain {
            room += usize::try_from(certificate.encoded_len()?)?;
        }
        Ok(if self.authority.is_some() { room + timestamp::LARGEST } else { room })
    }
}

/// A setting holds the PEM text itself, its line ends perhaps written as `\n`, or the name of a file.
fn contents(setting: &SecretString) -> Result<Vec<u8>, SealError> {
    let text = setting.expose_secret();
    if text.contains("-----BEGIN") {
        return Ok(text.replace("\\n", "\n").into_bytes());
    }
    std::fs::read(text).map_err(SealError::File)
}

/// Checks the certificates that the settings name; the sentence names the setting.
///
/// Errors: one that cannot be used, or that does not hold at `now`.
pub fn check_seals(settings: &Settings, now: Timestamp) -> Result<(), String> {
    for (variable, pem) in settings.seal_pems() {
        let own = contents(pem).and_then(|pem| certificate::read(&pem));
        let own = own.map_err(|error| format!("{variable} cannot be used: {error}."))?;
        if !certificate::holds(&own.chain[0], now) {
            return Err(format!(
                "{variable} cannot be used: its certificate has expired or does not hold yet."
            ));
        }
    }
    Ok(())
}
