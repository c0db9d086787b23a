//! DER, written: the few forms that a certificate and a signature are made of. Nothing is ever read.

/// A value of this tag.
pub(super) fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    let length = content.len();
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let bytes = length.to_be_bytes();
            let significant: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
            out.push(0x80 | u8::try_from(significant.len()).unwrap_or(8));
            out.extend(significant);
        }
    }
    out.extend_from_slice(content);
    out
}

/// `SEQUENCE` of values that are written already.
pub(super) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tagged(0x30, &parts.concat())
}

/// `SET OF`: its values in the order of their bytes.
pub(super) fn set_content(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    parts.concat()
}

/// `SET OF` with its tag.
pub(super) fn set(parts: Vec<Vec<u8>>) -> Vec<u8> {
    tagged(0x31, &set_content(parts))
}

/// `INTEGER` of a number that is not negative.
pub(super) fn integer(bytes: &[u8]) -> Vec<u8> {
    let mut significant: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    if significant.first().is_none_or(|first| *first >= 0x80) {
        significant.insert(0, 0);
    }
    tagged(0x02, &significant)
}

/// `OBJECT IDENTIFIER`, from its content.
pub(super) fn oid(content: &[u8]) -> Vec<u8> {
    tagged(0x06, content)
}

/// `OCTET STRING`.
pub(super) fn octets(content: &[u8]) -> Vec<u8> {
    tagged(0x04, content)
}

/// `BIT STRING` of whole bytes.
pub(super) fn bits(content: &[u8]) -> Vec<u8> {
    tagged(0x03, &[&[0], content].concat())
}

/// `UTF8String`.
pub(super) fn text(content: &str) -> Vec<u8> {
    tagged(0x0C, content.as_bytes())
}

/// A context tag around written values.
pub(super) fn context(number: u8, content: &[u8]) -> Vec<u8> {
    tagged(0xA0 | number, content)
}

/// Contents of the object identifiers in use.
pub(super) mod oids {
    /// id-ecPublicKey
    pub(in super::super) const EC_PUBLIC_KEY: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01];
    /// prime256v1
    pub(in super::super) const P256: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];
    /// ecdsa-with-SHA256
    pub(in super::super) const ECDSA_SHA256: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02];
    /// id-sha256
    pub(in super::super) const SHA256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
    /// id-at-commonName
    pub(in super::super) const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
    /// id-at-organizationName
    pub(in super::super) const ORGANIZATION: &[u8] = &[0x55, 0x04, 0x0A];
    /// id-ce-keyUsage
    pub(in super::super) const KEY_USAGE: &[u8] = &[0x55, 0x1D, 0x0F];
    /// id-ce-basicConstraints
    pub(in super::super) const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1D, 0x13];
    /// id-ce-subjectKeyIdentifier
    pub(in super::super) const KEY_IDENTIFIER: &[u8] = &[0x55, 0x1D, 0x0E];
    /// id-signedData
    pub(in super::super) const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
    /// id-data
    pub(in super::super) const DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01];
    /// id-contentType
    pub(in super::super) const CONTENT_TYPE: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x03];
    /// id-messageDigest
    pub(in super::super) const MESSAGE_DIGEST: &[u8] =
        &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x04];
    /// id-aa-signingCertificateV2
    pub(in super::super) const SIGNING_CERTIFICATE: &[u8] =
        &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x02, 0x2F];
}

/// `ECPrivateKey` of RFC 5915 on P-256; the public half is found from it.
pub(super) fn private_key(scalar: &[u8]) -> Vec<u8> {
    sequence(&[&integer(&[1]), &octets(scalar), &context(0, &oid(oids::P256))])
}

/// The algorithm of the signatures.
pub(super) fn ecdsa() -> Vec<u8> {
    sequence(&[&oid(oids::ECDSA_SHA256)])
}

/// The algorithm of the digests.
pub(super) fn sha256() -> Vec<u8> {
    sequence(&[&oid(oids::SHA256)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_numbers_are_as_short_as_they_can_be() {
        assert_eq!(integer(&[0, 0, 1]), [2, 1, 1]);
        assert_eq!(integer(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(integer(&[]), [2, 1, 0]);
        assert_eq!(&octets(&[0; 127])[..2], [4, 127]);
        assert_eq!(&octets(&[0; 128])[..3], [4, 0x81, 128]);
        assert_eq!(&octets(&[0; 300])[..4], [4, 0x82, 1, 44]);
        assert_eq!(set(vec![vec![2, 1, 5], vec![2, 1, 3]]), [0x31, 6, 2, 1, 3, 2, 1, 5]);
    }
}
