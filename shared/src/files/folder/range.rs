//! `Range`: one part of a file (RFC 9110 §14).

/// What part of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: no range was asked for, or one of a form that we leave alone.
    Whole,
    /// From the first to the last byte, both included.
    Bytes(u64, u64),
    /// Bytes that the file does not have.
    Outside,
}

/// Reads the header for a file of `size` bytes.
pub(super) fn part(header: Option<&str>, size: u64) -> Part {
    let Some(range) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Part::Whole;
    };
    let Some((first, last)) = range.split_once('-').filter(|_| !range.contains(',')) else {
        return Part::Whole;
    };
    let (first, last) = (first.trim(), last.trim());
    if first.is_empty() {
        return match number(last) {
            Some(0) => Part::Outside,
            Some(_) if size == 0 => Part::Outside,
            Some(count) => Part::Bytes(size.saturating_sub(count), size - 1),
            None => Part::Whole,
        };
    }
    let end = if last.is_empty() { Some(u64::MAX) } else { number(last) };
    match (number(first), end) {
        (Some(first), Some(end)) if first <= end && first < size => Part::Bytes(first, end.min(size - 1)),
        (Some(first), Some(end)) if first <= end => Part::Outside,
        _ => Part::Whole,
    }
}

fn number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_range_is_read_and_others_are_left_alone() {
        for (header, expected) in [
            ("bytes=0-3", Part::Bytes(0, 3)),
            ("bytes=5-", Part::Bytes(5, 9)),
            ("bytes=-4", Part::Bytes(6, 9)),
            ("bytes=-40", Part::Bytes(0, 9)),
            ("bytes=3-400", Part::Bytes(3, 9)),
            ("bytes=10-", Part::Outside),
            ("bytes=-0", Part::Outside),
            ("bytes=0-1,3-4", Part::Whole),
            ("bytes=4-3", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("lines=0-3", Part::Whole),
        ] {
            assert_eq!(part(Some(header), 10), expected, "{header}");
        }
        assert_eq!(part(None, 10), Part::Whole);
        assert_eq!(part(Some("bytes=0-"), 0), Part::Outside);
    }

    proptest! {
        #[test]
        fn a_part_lies_within_the_file(header in "bytes=[0-9-,]{0,24}|\\PC{0,20}", size in 0_u64..40) {
            if let Part::Bytes(first, last) = part(Some(&header), size) {
                prop_assert!(first <= last && last < size);
            }
        }
    }
}
