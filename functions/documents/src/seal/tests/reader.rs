//! Foreign readers: poppler, qpdf, OpenSSL.

use std::path::Path;
use std::process::{Command, Output};

use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerInfo};
use der::{Decode as _, Encode as _};
use lopdf::{Document, Object};

/// What `pdfsig` of poppler says.
pub(super) fn pdfsig(bytes: &[u8]) -> String {
    let said = on_file(bytes, |path| Command::new("pdfsig").arg("-nocert").arg(path).output());
    String::from_utf8_lossy(&said.stdout).into_owned()
}

/// Fails where qpdf finds something wrong with the file.
pub(super) fn qpdf_accepts(bytes: &[u8]) {
    let said = on_file(bytes, |path| Command::new("qpdf").arg("--check").arg(path).output());
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
}

fn on_file(bytes: &[u8], run: impl FnOnce(&Path) -> std::io::Result<Output>) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signed.pdf");
    std::fs::write(&path, bytes).unwrap();
    run(&path).expect("poppler-utils and qpdf")
}

/// The method and level of the certification that the catalogue names.
pub(super) fn certification(file: &[u8]) -> (String, i64) {
    let file = Document::load_mem(file).unwrap();
    let permissions = file.catalog().unwrap().get(b"Perms").unwrap().as_dict().unwrap();
    let signature = permissions.get(b"DocMDP").unwrap().as_reference().unwrap();
    let signature = file.get_dictionary(signature).unwrap();
    let rule = signature.get(b"Reference").and_then(Object::as_array).unwrap()[0].as_dict().unwrap();
    let method = rule.get(b"TransformMethod").and_then(Object::as_name).unwrap();
    let level = rule.get(b"TransformParams").unwrap().as_dict().unwrap().get(b"P").unwrap().as_i64().unwrap();
    (String::from_utf8_lossy(method).into_owned(), level)
}

/// The signature of a file, read by somebody else's code than what wrote it.
pub(crate) struct Opened {
    content: Vec<u8>,
    container: Vec<u8>,
    signer: SignerInfo,
}

impl Opened {
    pub(crate) fn read(file: &[u8]) -> Self {
        let pdf = Document::load_mem(file).unwrap();
        let signature = pdf.objects.values().filter_map(|object| object.as_dict().ok());
        let signature = signature.into_iter().find(|dict| dict.has(b"ByteRange")).expect("a signature");
        let ranges = signature.get(b"ByteRange").and_then(Object::as_array).unwrap();
        let ranges: Vec<usize> =
            ranges.iter().map(|one| usize::try_from(one.as_i64().unwrap()).unwrap()).collect();
        assert_eq!((ranges[0], ranges[2] + ranges[3]), (0, file.len()), "all of the file");
        let content = [&file[..ranges[1]], &file[ranges[2]..]].concat();
        let padded = signature.get(b"Contents").and_then(Object::as_str).unwrap();
        let mut reader = der::SliceReader::new(padded).unwrap();
        let container = ContentInfo::decode(&mut reader).unwrap();
        let data: SignedData = container.content.decode_as().unwrap();
        let signer = data.signer_infos.0.get(0).unwrap().clone();
        Self { content, container: container.to_der().unwrap(), signer }
    }

    /// The value of the signature.
    pub(crate) fn signature(&self) -> &[u8] {
        self.signer.signature.as_bytes()
    }

    /// The timestamp, where there is one.
    pub(crate) fn token(&self) -> Option<Vec<u8>> {
        let attributes = self.signer.unsigned_attrs.as_ref()?;
        let stamp = attributes.iter().find(|one| one.oid.to_string() == "1.2.840.113549.1.9.16.2.14")?;
        Some(stamp.values.get(0)?.to_der().unwrap())
    }

    /// Whether OpenSSL accepts the signature, its certificates leading to this authority.
    pub(super) fn openssl_verifies(&self, authority: &str) -> Result<(), String> {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
        write("content", &self.content);
        write("signature", &self.container);
        write("authority", authority.as_bytes());
        let arguments = "cms -verify -binary -inform DER -in signature -content content -CAfile authority \
                         -purpose any -out /dev/null";
        openssl(folder.path(), arguments)
    }
}

/// Runs OpenSSL in a folder.
pub(super) fn openssl(folder: &Path, arguments: &str) -> Result<(), String> {
    let words = arguments.split_whitespace();
    let said = Command::new("openssl").args(words).current_dir(folder).output().expect("openssl");
    let text = format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
    if said.status.success() { Ok(()) } else { Err(text) }
}
