//! The vectors that the browser's rule is tested with: 10,000 forms with answers, and what this rule says of them.
//!
//! The file is condensed: values stand in one pool, an answer is a place in it (-1: none), and what is said of a field
//! is two characters: hidden, visible or required, and what is wrong. `UPDATE_VECTORS=1 cargo test -p catalog vectors`
//! writes it anew after the rule has changed.

use std::path::PathBuf;

use super::*;

const FORMS: usize = 400;
const CASES: usize = 25;
const SEED: u64 = 20_260_302;

/// Chance that is the same everywhere (splitmix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((bits ^ (bits >> 31)) % u64::try_from(sides.max(1)).unwrap()).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

const OPTIONS: [&str; 5] = ["Small", "Medium", "Large", "Größe 4", "大きい"];
const TYPES: [&str; 9] =
    ["text", "textarea", "number", "select", "multi_select", "checkbox", "date", "email", "file"];

/// What can be typed.
pub(super) fn pool() -> Vec<Value> {
    let file = |n: u32| format!("fil_{n:026}");
    let mut pool = vec![Value::Null, json!(true), json!(false)];
    for text in [
        "",
        " ",
        "\t",
        "a",
        "ab",
        "abc",
        "  Two   words ",
        "line\r\nanother\rthird\n",
        "e\u{301}",
        "é",
        "\u{202e}flip",
        "\u{feff}",
        "\u{a0}x\u{3000}",
        "\u{85}",
        "\u{2028}",
        "\u{0}",
        "👍🏽👍🏽",
        "ÄÖÜäöüß",
        "Small",
        " Small ",
        "small",
        "Medium",
        "Large",
        "Größe 4",
        "Gro\u{308}ße 4",
        "大きい",
        "yes",
        "no",
        "2026-02-28",
        "2026-02-29",
        "2024-02-29",
        "2100-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-01-32",
        "1899-12-31",
        "1900-01-01",
        "2199-12-31",
        "2200-01-01",
        "2026-2-1",
        "2026-06-15",
        " 2026-06-15 ",
        "2026-06-16",
        "20260615",
        "2026-06-15T00:00",
        "+026-06-15",
        "12",
        "3.5",
        "a@b.example",
        " a@b.example ",
        "a@b",
        "@b.example",
        "a b@c.example",
        "a@b@c.example",
        "a@.example",
        "a@b..example",
        "a@-b.example",
        "a@b.example-",
        "a@b_c.example",
        "用户@例子.广告",
        "a\"b@c.example",
        "a@b.example.",
        "\u{ff41}@b.example",
        "a@B\u{dc}CHER.example",
        "a@xn--bcher-kva.example",
        "taro..y@b.example",
        "taro.@b.example",
        "da\u{200b}na@b.example",
        "d\u{430}na@b.example",
        "a@127.0.0.1",
        "a\u{2028}b\u{2029}c\u{b}d\u{c}e\u{85}f",
        "da\u{200b}na\u{ad}\u{fe0f}\u{e0041}",
        "\u{3164}\u{2800}",
        "a\u{34f}\u{308}",
        "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}",
        "\u{645}\u{6cc}\u{200c}",
        "\u{1f469}\u{200d}\u{1f467}\u{200d}",
        "\u{2764}\u{fe0f}\u{200d}\u{1f525}",
        "1\u{fe0f}\u{20e3} 1\u{fe0f}",
        "\u{845b}\u{e0100}",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}\u{1f3f4}\u{e0067}x",
        "\u{d4d}\u{d05}\u{d28}\u{d4d}\u{200d}",
        "\u{fdd0}\u{fffe}x",
    ] {
        pool.push(json!(text));
    }
    for (letter, length) in
        [("x", 10), ("x", 11), ("ü", 499), ("ü", 500), ("x", 501), ("ß", 5_000), ("x", 5_001)]
    {
        pool.push(json!(letter.repeat(length)));
    }
    for (local, host) in [(64, 9), (65, 9), (60, 63), (60, 64)] {
        pool.push(json!(format!("{}@{}.example", "l".repeat(local), "h".repeat(host))));
    }
    for last in [61, 62] {
        let label = "h".repeat(61);
        pool.push(json!(format!("{}@{label}.{label}.{}.example", "l".repeat(60), "h".repeat(last))));
    }
    for number in [0.0, 1.0, -1.0, 2.0, 3.0, 9.0, 10.0, 11.0, 100.0, 1e12, 1e15, 1e16, -1e15, -1e16] {
        #[expect(clippy::cast_possible_truncation, reason = "these are whole")]
        pool.push(json!(number as i64));
    }
    for number in [0.1, 2.5, -0.5, 9.999_999, 10.000_001, 1e-9, 3.25] {
        pool.push(json!(number));
    }
    for many in [
        json!([]),
        json!(["Small"]),
        json!(["Large", "Small"]),
        json!(["Small", "Small"]),
        json!(["Small", "Medium", "Large"]),
        json!(["Größe 4", "大きい"]),
        json!(["Gro\u{308}ße 4"]),
        json!(["tiny"]),
        json!(["Small", 1]),
        json!([null]),
        json!([[]]),
        json!(OPTIONS),
        json!([file(1)]),
        json!([file(1), file(1)]),
        json!([file(1), file(2)]),
        json!([file(1), file(2), file(3)]),
        json!((1..=10).map(file).collect::<Vec<_>>()),
        json!((1..=11).map(file).collect::<Vec<_>>()),
        json!(["fil_1"]),
        json!([format!("fil_{}", "I".repeat(26))]),
        json!([format!("tkt_{}", "1".repeat(26))]),
        json!({}),
        json!({ "a": 1 }),
    ] {
        pool.push(many);
    }
    pool
}

/// A form of 1 to 6 fields that is accepted, often with conditions.
pub(super) fn form(dice: &mut Dice) -> Value {
    let count = 1 + dice.roll(6);
    let mut fields: Vec<Value> = Vec::new();
    for n in 0..count {
        let r#type = *dice.one(&TYPES);
        let mut field = json!({ "key": format!("f{n}"), "type": r#type, "label": format!("F{n}"), "limits": limits(dice, r#type) });
        if dice.roll(2) == 0 {
            field["required"] = json!(true);
        }
        if r#type == "select" || r#type == "multi_select" {
            field["options"] = json!(&OPTIONS[..2 + dice.roll(4)]);
        }
        if dice.roll(5) < 3 {
            let before: Vec<&Value> = fields
                .iter()
                .filter(|one| ["select", "multi_select", "checkbox"].contains(&one["type"].as_str().unwrap()))
                .collect();
            if !before.is_empty() {
                let one = *dice.one(&before);
                let is = match one["options"].as_array() {
                    Some(options) => dice.one(options).clone(),
                    None => json!(*dice.one(&["yes", "no"])),
                };
                field["show_if"] = json!({ "field": one["key"], "is": is });
            }
        }
        fields.push(field);
    }
    json!(fields)
}

/// A form in which the bound of the whole is met.
fn wordy() -> Value {
    (0..5)
        .map(|n| json!({ "key": format!("f{n}"), "type": "textarea", "label": "F", "required": n == 4 }))
        .collect()
}

fn limits(dice: &mut Dice, r#type: &str) -> Value {
    let of = |dice: &mut Dice, choices: Vec<Value>| dice.one(&choices).clone();
    match r#type {
        "text" | "textarea" => of(
            dice,
            vec![
                json!({}),
                json!({}),
                json!({ "min_length": 2 }),
                json!({ "max_length": 10 }),
                json!({ "min_length": 2, "max_length": 3 }),
            ],
        ),
        "number" => of(
            dice,
            vec![
                json!({}),
                json!({ "whole": true }),
                json!({ "min": 1 }),
                json!({ "max": 10 }),
                json!({ "min": -0.5, "max": 9.5 }),
                json!({ "min": 2, "max": 10, "whole": true }),
            ],
        ),
        "date" => of(
            dice,
            vec![
                json!({}),
                json!({ "earliest": "2026-06-15" }),
                json!({ "latest": "2026-06-15" }),
                json!({ "earliest": "2000-01-01", "latest": "2026-02-28" }),
            ],
        ),
        "multi_select" => of(
            dice,
            vec![
                json!({}),
                json!({ "at_least": 2 }),
                json!({ "at_most": 1 }),
                json!({ "at_least": 1, "at_most": 2 }),
            ],
        ),
        // Of six such fields at most one takes three: together they stay within ten.
        "file" => of(dice, vec![json!({}), json!({ "at_least": 1 })]),
        _ => json!({}),
    }
}

/// Answers: mostly of the right sort.
pub(super) fn answers(dice: &mut Dice, form: &[Field], pool: &[Value]) -> BTreeMap<String, Value> {
    let chosen = places(dice, form, pool);
    let given =
        form.iter().zip(chosen).filter_map(|(field, place)| Some((field.key.clone(), pool[place?].clone())));
    given.collect()
}

fn places(dice: &mut Dice, form: &[Field], pool: &[Value]) -> Vec<Option<usize>> {
    let place = |field: &Field, dice: &mut Dice| {
        if dice.roll(10) == 0 {
            return None;
        }
        if dice.roll(6) == 0 {
            return Some(dice.roll(pool.len()));
        }
        let fits: Vec<usize> = (0..pool.len()).filter(|place| fits(field.r#type, &pool[*place])).collect();
        Some(*dice.one(&fits))
    };
    form.iter().map(|field| place(field, dice)).collect()
}

fn fits(r#type: FieldType, value: &Value) -> bool {
    let text = value.as_str();
    match r#type {
        FieldType::Text | FieldType::Textarea => text.is_some(),
        FieldType::Select => text.is_some_and(|text| OPTIONS.contains(&text) || text.contains("Small")),
        FieldType::Date => text.is_some_and(|text| text.starts_with(['1', '2', ' '])),
        FieldType::Email => text.is_some_and(|text| text.contains('@')),
        FieldType::Number => value.is_number(),
        FieldType::Checkbox => value.is_boolean(),
        FieldType::MultiSelect => value.is_array() && !value.to_string().contains("fil_"),
        FieldType::File => value.is_array() && value.to_string().contains("_"),
    }
}

fn said(state: &State) -> String {
    let shown = match (state.visible, state.required) {
        (false, _) => 'h',
        (true, false) => 'v',
        (true, true) => 'q',
    };
    let wrong = match state.wrong {
        None => '.',
        Some(Wrong::Required) => 'r',
        Some(Wrong::Type) => 't',
        Some(Wrong::Short) => 's',
        Some(Wrong::Long) => 'l',
        Some(Wrong::TooMuch) => 'm',
        Some(Wrong::Fraction) => 'f',
        Some(Wrong::Small) => 'n',
        Some(Wrong::Large) => 'x',
        Some(Wrong::Option) => 'o',
        Some(Wrong::Day) => 'd',
        Some(Wrong::Early) => 'e',
        Some(Wrong::Late) => 'a',
        Some(Wrong::Email) => '@',
        Some(Wrong::Few) => 'k',
        Some(Wrong::Many) => 'c',
    };
    format!("{shown}{wrong}")
}

/// The whole file, one form a line.
fn file() -> String {
    let pool = pool();
    let mut dice = Dice::new(SEED);
    let cleaned: Vec<_> = pool
        .iter()
        .filter_map(Value::as_str)
        .map(|text| [text.to_owned(), clean_line(text), clean_text(text)])
        .collect();
    let mut lines = vec![format!(
        "{{\"pool\":{},\n\"cleaned\":{},\n\"forms\":[",
        serde_json::to_string(&pool).unwrap(),
        serde_json::to_string(&cleaned).unwrap()
    )];
    for n in 0..FORMS {
        let form = super::form(if n % 40 == 0 { wordy() } else { form(&mut dice) });
        let mut cases = Vec::new();
        for case in 0..CASES {
            let long =
                pool.iter().position(|one| one.as_str().is_some_and(|text| text.chars().count() == 5_000));
            let chosen = if n % 40 == 0 && case % 5 == 0 {
                form.iter().map(|_| long).collect()
            } else {
                places(&mut dice, &form, &pool)
            };
            let given = form
                .iter()
                .zip(&chosen)
                .filter_map(|(field, place)| Some((field.key.clone(), pool[(*place)?].clone())))
                .collect();
            let said: String = judge(&form, &given).iter().map(said).collect();
            let chosen: Vec<i64> =
                chosen.iter().map(|place| place.map_or(-1, |place| i64::try_from(place).unwrap())).collect();
            cases.push(json!([chosen, said]));
        }
        let comma = if n + 1 < FORMS { "," } else { "" };
        lines.push(format!("{}{comma}", json!({ "fields": form, "cases": cases })));
    }
    lines.push("]}\n".to_owned());
    lines.join("\n")
}

#[test]
fn the_browsers_vectors_are_fresh_and_say_enough() {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../portal/src/features/catalog/form/vectors.json");
    let made = file();
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let read: Value = serde_json::from_str(&made).unwrap();
    let all: Vec<&str> = read["forms"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|form| form["cases"].as_array().unwrap().iter().map(|case| case[1].as_str().unwrap()))
        .collect();
    assert_eq!(all.len(), 10_000);
    for code in ".rtslmfnxodea@kc".chars() {
        let count = all.iter().filter(|said| said.chars().skip(1).step_by(2).any(|one| one == code)).count();
        assert!(count >= 5, "{code} is said {count} times");
    }
    assert!(all.iter().filter(|said| said.contains('h')).count() > 1_000);
    assert!(made.len() < 1_000_000, "{} bytes", made.len());
    assert_eq!(
        std::fs::read_to_string(&path).unwrap_or_default(),
        made,
        "run with UPDATE_VECTORS=1 and commit the file"
    );
}
