//! A time-stamp authority: a small server that hands each request to `openssl ts`.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

use super::reader::openssl;

/// What it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answers {
    /// What was asked.
    Truly,
    /// A token about another request.
    AnotherRequest,
    /// That it refuses.
    Rejection,
    /// No answer of the kind.
    Garbage,
    /// A failure of its own.
    Status500,
    /// More than anybody wants.
    Endless,
}

pub(crate) struct Authority {
    folder: tempfile::TempDir,
    url: String,
}

const CONFIG: &str = "
[ tsa ]
default_tsa = one
[ one ]
serial = serial
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
clock_precision_digits = 3
ordering = yes
tsa_name = yes
ess_cert_id_alg = sha256
";

const EXTENSIONS: &str = "
keyUsage = critical,digitalSignature,nonRepudiation
extendedKeyUsage = critical,timeStamping
";

impl Authority {
    pub(crate) fn start() -> Self {
        Self::answering(Answers::Truly)
    }

    pub(crate) fn answering(how: Answers) -> Self {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/tsa", listener.local_addr().unwrap());
        let place = folder.path().to_owned();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                serve(stream, &place, how);
            }
        });
        Self { folder, url }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// What `openssl ts -verify` says of a token about `data`.
    pub(crate) fn verifies(&self, token: &[u8], data: &[u8]) -> Result<(), String> {
        std::fs::write(self.folder.path().join("token"), token).unwrap();
        std::fs::write(self.folder.path().join("data"), data).unwrap();
        openssl(self.folder.path(), "ts -verify -data data -in token -token_in -CAfile ca.pem")
    }
}

fn prepare(folder: &Path) {
    let run = |arguments: &str| openssl(folder, arguments).expect("openssl makes an authority");
    std::fs::write(folder.join("tsa.cnf"), CONFIG).unwrap();
    std::fs::write(folder.join("extensions"), EXTENSIONS).unwrap();
    std::fs::write(folder.join("serial"), "01\n").unwrap();
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    run(&format!("req -x509 {key} -keyout ca.key -out ca.pem -subj /CN=Example-CA -days 3650"));
    run(&format!("req -new {key} -keyout tsa.key -out tsa.csr -subj /CN=Example-TSA"));
    run(
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -extfile extensions -out tsa.pem",
    );
}

fn serve(mut stream: TcpStream, folder: &Path, how: Answers) {
    let Some(question) = question(&mut stream) else { return };
    let answer = match how {
        Answers::Truly => stamped(folder, &question),
        Answers::AnotherRequest => {
            std::fs::write(folder.join("other"), "something else").unwrap();
            openssl(folder, "ts -query -data other -sha256 -cert -out other.tsq").unwrap();
            stamped(folder, &std::fs::read(folder.join("other.tsq")).unwrap())
        }
        // PKIStatusInfo of status 2 and nothing else.
        Answers::Rejection => vec![0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02],
        Answers::Garbage | Answers::Status500 => b"<html>no</html>".to_vec(),
        Answers::Endless => vec![0x30; 1 << 20],
    };
    let status = if how == Answers::Status500 { "500 Internal Server Error" } else { "200 OK" };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/timestamp-reply\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        answer.len()
    );
    // Whoever asked may have heard enough and gone.
    let _ = stream.write_all(&[head.as_bytes(), &answer].concat());
}

fn stamped(folder: &Path, question: &[u8]) -> Vec<u8> {
    std::fs::write(folder.join("question"), question).unwrap();
    openssl(folder, "ts -reply -config tsa.cnf -queryfile question -out answer").unwrap();
    std::fs::read(folder.join("answer")).unwrap()
}

/// The body of a request.
fn question(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let (mut bytes, mut piece) = (Vec::new(), [0; 4_096]);
    loop {
        let read = stream.read(&mut piece).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&piece[..read]);
        let Some(end) = bytes.windows(4).position(|some| some == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        assert!(head.contains("content-type: application/timestamp-query"), "{head}");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
        if bytes.len() >= end + 4 + length.unwrap_or(0_usize) {
            return Some(bytes.split_off(end + 4));
        }
    }
}
