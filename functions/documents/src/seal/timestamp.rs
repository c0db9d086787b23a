//! Timestamps (RFC 3161): an authority says that a signature was there at a moment.

use std::sync::OnceLock;
use std::time::Duration;

use cms::content_info::ContentInfo;
use cms::signed_data::EncapsulatedContentInfo;
use der::asn1::{AnyRef, Int, ObjectIdentifier, OctetString};
use der::{Any, Decode as _, Encode as _, Reader as _, SliceReader, Tag, Tagged as _};
use reqwest::{Client, header, redirect};
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_tsp::{MessageImprint, TimeStampReq, TimeStampResp, TspVersion};

use super::SealError;
use super::key::Hash;

/// How long an authority may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of an answer at most.
pub(super) const LARGEST: usize = 64 * 1024;
/// id-ct-TSTInfo
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// Asks an authority for a token about `signature`. `nonce` is new for every request.
pub(super) async fn token(url: &str, signature: &[u8], nonce: [u8; 16]) -> Result<Any, SealError> {
    let question = question(signature, nonce)?;
    let answer = ask(url, question.to_der()?).await.map_err(SealError::Authority)?;
    check(&question, &answer)
}

fn question(signature: &[u8], mut nonce: [u8; 16]) -> Result<TimeStampReq, SealError> {
    // A positive number of sixteen bytes, whatever chance gave.
    nonce[0] = (nonce[0] & 0x3F) | 0x40;
    let hash_algorithm =
        AlgorithmIdentifierOwned { parameters: Some(Any::null()), ..Hash::Sha256.algorithm() };
    Ok(TimeStampReq {
        version: TspVersion::V1,
        message_imprint: MessageImprint {
            hash_algorithm,
            hashed_message: OctetString::new(Hash::Sha256.of(signature))?,
        },
        req_policy: None,
        nonce: Some(Int::new(&nonce)?),
        cert_req: true,
        extensions: None,
    })
}

/// The address is the operator's and not typed by anybody, and most authorities speak plain HTTP, since what they say
/// is signed: the client for typed addresses would refuse both.
#[expect(clippy::disallowed_methods, reason = "the operator's own address, plain HTTP allowed")]
fn client() -> Result<&'static Client, String> {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    if let Some(client) = CLIENT.get() {
        return Ok(client);
    }
    let client = Client::builder()
        .redirect(redirect::Policy::none())
        .timeout(PATIENCE)
        .user_agent("the-one-portal")
        .build()
        .map_err(|error| error.to_string())?;
    Ok(CLIENT.get_or_init(|| client))
}

async fn ask(url: &str, question: Vec<u8>) -> Result<Vec<u8>, String> {
    let request = client()?.post(url).header(header::CONTENT_TYPE, "application/timestamp-query");
    let mut answer = request.body(question).send().await.map_err(|error| error.to_string())?;
    if answer.status() != reqwest::StatusCode::OK {
        return Err(format!("it answers {}", answer.status()));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| error.to_string())? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LARGEST {
            return Err("its answer is too large".to_owned());
        }
    }
    Ok(bytes)
}

/// The token of an answer, where it is about what was asked. Whether the authority is to be trusted is for the reader of
/// the file to say.
fn check(question: &TimeStampReq, answer: &[u8]) -> Result<Any, SealError> {
    let wrong = |what: &str| SealError::Authority(what.to_owned());
    let answer = TimeStampResp::from_der(answer).map_err(|_| wrong("its answer cannot be read"))?;
    let status = answer.status.status as u8;
    if status > 1 {
        return Err(SealError::Authority(format!("it refuses with status {status}")));
    }
    let token = answer.time_stamp_token.ok_or_else(|| wrong("its answer holds no token"))?;
    let said = said(&token).map_err(|_| wrong("its token cannot be read"))?;
    let asked = &question.message_imprint;
    let same = said.imprint.hash_algorithm.oid == asked.hash_algorithm.oid
        && said.imprint.hashed_message == asked.hashed_message
        && said.nonce == question.nonce;
    if same { Ok(Any::encode_from(&token)?) } else { Err(wrong("its token is about something else")) }
}

/// What a token says, as far as it must be compared.
struct Said {
    imprint: MessageImprint,
    nonce: Option<Int>,
}

/// Reads `TSTInfo` out of a token. The time stays unread: authorities write it with fractions of a second, which the
/// types of the library refuse.
fn said(token: &ContentInfo) -> der::Result<Said> {
    let signed = token.content.to_der()?;
    let content = SliceReader::new(&signed)?.sequence(|data| {
        AnyRef::decode(data)?; // version
        AnyRef::decode(data)?; // digest algorithms
        let content = EncapsulatedContentInfo::decode(data)?;
        while !data.is_finished() {
            AnyRef::decode(data)?;
        }
        Ok(content)
    })?;
    let wrong = || der::Error::from(der::ErrorKind::Failed);
    let inner = content.econtent.filter(|_| content.econtent_type == TST_INFO).ok_or_else(wrong)?;
    SliceReader::new(inner.value())?.sequence(|info| {
        AnyRef::decode(info)?; // version
        ObjectIdentifier::decode(info)?; // policy
        let imprint = MessageImprint::decode(info)?;
        AnyRef::decode(info)?; // serial number
        AnyRef::decode(info)?; // time
        let mut nonce = None;
        while !info.is_finished() {
            let next = AnyRef::decode(info)?;
            if next.tag() == Tag::Integer {
                nonce = Some(next.decode_as::<Int>()?);
            }
        }
        Ok(Said { imprint, nonce })
    })
}
