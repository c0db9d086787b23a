//! Keys of index entries: bytes that sort as the values do.
//!
//! A key is the partition, the `by` values, the `each` element, the order value and the id. Values carry a byte for
//! their type, so that types never mix in a range.

use super::super::plan::Bounds;
use super::super::{Partition, Position, Scalar};

const BOOL: u8 = 1;
const INT: u8 = 2;
const TEXT: u8 = 3;
/// Larger than every byte that may follow a value: type bytes are small and ids ASCII.
const BEYOND: u8 = 0xFF;

/// The first part of a key: which partition.
pub(super) fn partition(at: &Partition) -> Vec<u8> {
    let (space, name) = match at {
        Partition::Directory(name) => (b'd', name),
        Partition::Tenant(name) => (b't', name),
    };
    let mut key = Vec::with_capacity(96);
    key.push(space);
    key.extend_from_slice(name.as_bytes());
    key.push(0);
    key
}

/// Appends a value so that longer texts sort behind their beginnings and nothing runs into the next part.
pub(super) fn push(key: &mut Vec<u8>, value: &Scalar) {
    match value {
        Scalar::Bool(truth) => key.extend([BOOL, u8::from(*truth)]),
        Scalar::Int(number) => {
            key.push(INT);
            let mut bytes = number.to_be_bytes();
            // Flipping the sign lets negative numbers sort first.
            bytes[0] ^= 0x80;
            key.extend(bytes);
        }
        Scalar::Text(text) => {
            key.push(TEXT);
            for byte in text.bytes() {
                key.push(byte);
                if byte == 0 {
                    key.push(BEYOND);
                }
            }
            key.extend([0, 1]);
        }
    }
}

/// The half-open range of keys under `prefix` within `bounds` and, in the walk's direction, behind `after`.
pub(super) fn range(
    prefix: &[u8],
    bounds: &Bounds,
    after: Option<&Position>,
    ascending: bool,
) -> (Vec<u8>, Vec<u8>) {
    let with = |value: &Scalar| {
        let mut key = prefix.to_vec();
        push(&mut key, value);
        key
    };
    let type_of = |value: &Scalar| match value {
        Scalar::Bool(_) => BOOL,
        Scalar::Int(_) => INT,
        Scalar::Text(_) => TEXT,
    };
    let edge = |byte: u8| [prefix, &[byte]].concat();
    let mut from = match (&bounds.low, &bounds.high) {
        (Some(low), _) => with(low),
        (None, Some(high)) => edge(type_of(high)),
        (None, None) => prefix.to_vec(),
    };
    let mut to = match (&bounds.high, &bounds.low) {
        (Some(high), _) => [with(high).as_slice(), &[BEYOND]].concat(),
        (None, Some(low)) => edge(type_of(low) + 1),
        (None, None) => edge(BEYOND),
    };
    if let Some(after) = after {
        let mut place = with(&after.key);
        place.extend_from_slice(after.id.as_bytes());
        if ascending {
            // The next key there can be.
            place.push(0);
            from = from.max(place);
        } else {
            to = to.min(place);
        }
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scalar() -> impl Strategy<Value = Scalar> {
        prop_oneof![
            any::<bool>().prop_map(Scalar::Bool),
            any::<i64>().prop_map(Scalar::Int),
            "[\0a-b\u{ff}\u{ffff}]{0,4}".prop_map(Scalar::Text),
        ]
    }

    fn key(value: &Scalar, id: &str) -> Vec<u8> {
        let mut key = partition(&Partition::Tenant("acme".into()));
        push(&mut key, value);
        key.extend(id.bytes());
        key
    }

    proptest! {
        #[test]
        fn keys_sort_as_their_values_and_then_their_ids(a in scalar(), b in scalar(), x in "[a-c]{1,3}", y in "[a-c]{1,3}") {
            prop_assert_eq!(key(&a, &x).cmp(&key(&b, &y)), (&a, &x).cmp(&(&b, &y)));
        }

        #[test]
        fn a_range_holds_exactly_what_its_bounds_and_place_hold(
            value in scalar(), id in "[a-c]{1,3}",
            low in proptest::option::of(0_i64..4), high in proptest::option::of(0_i64..4),
            text in any::<bool>(), after in proptest::option::of((0_i64..4, "[a-c]{1,3}")), ascending in any::<bool>(),
            near in 0_i64..4,
        ) {
            let make = |number: i64| if text { Scalar::Text("ab".repeat(usize::try_from(number).unwrap())) } else { Scalar::Int(number) };
            for value in [value, make(near)] {
                let bounds = Bounds { low: low.map(make), high: high.map(make) };
                let after = after.clone().map(|(number, id)| Position { key: make(number), id });
                let prefix = partition(&Partition::Tenant("acme".into()));
                let (from, to) = range(&prefix, &bounds, after.as_ref(), ascending);
                let inside = key(&value, &id) >= from && key(&value, &id) < to;
                let behind = after.is_none_or(|after| {
                    let place = (&value, &id).cmp(&(&after.key, &after.id));
                    if ascending { place.is_gt() } else { place.is_lt() }
                });
                prop_assert_eq!(inside, bounds.hold(&value) && behind);
            }
        }
    }

    #[test]
    fn partitions_and_containers_never_share_a_prefix() {
        let tenant = partition(&Partition::Tenant("a".into()));
        assert!(!partition(&Partition::Tenant("ab".into())).starts_with(&tenant));
        assert_ne!(partition(&Partition::Directory("a".into())), tenant);
    }
}
