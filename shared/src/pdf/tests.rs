use std::path::Path;

use super::*;

fn fonts() -> Fonts {
    Fonts::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/fonts")).unwrap()
}

#[test]
fn every_script_has_a_font_and_right_to_left_is_seen_from_the_right() {
    let fonts = fonts();
    let shaper = Shaper::new(&fonts);
    for text in [
        "Łukasz",
        "Οδυσσέας",
        "Дмитрий",
        "سارة الخطيب",
        "יעל כהן",
        "अंजलि शर्मा",
        "สมชาย",
        "佐藤 美咲",
        "김민준",
        "Հայկ Պետրոսյան",
        "გიორგი ბერიძე",
        "অঞ্জলি শর্মা",
        "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
        "અંજલિ પટેલ",
        "ଅଞ୍ଜଳି",
        "தமிழ்ச்செல்வி",
        "శ్రీనివాస్",
        "ಶ್ರೀನಿವಾಸ್",
        "ശ്രീനിവാസൻ",
        "ශ්‍රීමතී",
        "ສົມຊາຍ",
        "សុខា ជា",
        "မောင်မောင်",
        "አበበ በቀለ",
        "ᏣᎳᎩ",
        "ᐃᓄᒃᑎᑐᑦ",
        "ⵜⴰⵎⴰⵣⵉⵖⵜ",
        "ܣܘܪܝܝܐ",
        "ދިވެހި",
        "བོད་ཡིག",
        "ᠮᠣᠩᠭᠣᠯ",
        "✓ ☐ ☑ → ■",
    ] {
        let line = shaper.line(text, false);
        assert!(fonts.undrawn(text).is_none() && !shaper.has_replaced(), "{text}");
        assert!(line.width > 0.5, "{text}");
        let boxes = line.runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| is_box(glyph)).count();
        assert_eq!(boxes, 0, "{text} has letters without a picture");
        for run in &line.runs {
            let face = rustybuzz::Face::from_slice(&fonts.get(run.font).unwrap().bytes, 0).unwrap();
            let drawn = |glyph: &krilla::text::KrillaGlyph| {
                let id = u16::try_from(glyph.glyph_id.to_u32()).unwrap();
                face.glyph_bounding_box(rustybuzz::ttf_parser::GlyphId(id)).is_some()
            };
            let blank = |letter: &char| letter.is_whitespace() || crate::markdown::is_ignorable(*letter);
            let blanks = run.text.chars().filter(blank).count();
            let pictures = run.glyphs.iter().filter(|glyph| drawn(glyph)).count();
            assert!(pictures + blanks >= run.glyphs.len(), "{text}: {} is blank", run.text);
        }
    }
    assert!(shaper.line("سارة 12", false).rtl && !shaper.line("Sara سارة", false).rtl);
}

fn is_box(glyph: &krilla::text::KrillaGlyph) -> bool {
    use krilla::text::Glyph as _;
    glyph.glyph_id().to_u32() == 0
}

#[test]
fn no_line_is_wider_than_it_may_be_and_no_letter_is_lost() {
    let fonts = fonts();
    let shaper = Shaper::new(&fonts);
    for text in [
        "Managed services for March, twelve workstations and two servers",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "二〇二六年三月の保守サービスと監視および定期点検の費用",
        "خدمات الدعم الفني لشهر مارس مع الصيانة الدورية",
        "",
    ] {
        let lines = shaper.wrap(text, false, 10.0);
        assert!(!lines.is_empty() && lines.iter().all(|line| line.width <= 10.01), "{text}");
        let letters = |text: &str| text.chars().filter(|letter| *letter != ' ').count();
        let kept: usize = lines.iter().flat_map(|line| &line.runs).map(|run| letters(&run.text)).sum();
        assert_eq!(kept, letters(text), "{text}");
    }
}

#[test]
fn sec_29_a_line_runs_as_its_paragraph_does_whatever_it_begins_with() {
    let fonts = fonts();
    let shaper = Shaper::new(&fonts);
    for (text, rtl) in [
        ("שלום עולם EUR twenty of them altogether and more", true),
        ("Clause one of these terms שלום עולם שלום עולם", false),
        ("100 / 20 EUR", false),
    ] {
        let lines = shaper.wrap(text, false, 6.0);
        assert!(lines.len() > 1 || text.len() < 20, "{text}");
        assert!(lines.iter().all(|line| line.rtl == rtl), "{text}");
    }
    let lines = shaper.wrap("שלום\n\nEUR 20\nשלום", false, 20.0);
    assert_eq!(lines.iter().map(|line| line.rtl).collect::<Vec<_>>(), [true, false, false, true]);
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let fonts = fonts();
    let make = || {
        let mut paper = Paper::new(Shaper::new(&fonts));
        let ink = Ink { size: 12.0, bold: false, colour: (0, 0, 0) };
        paper.text((50.0, 50.0), Side::Left, ink, "Hello سارة");
        paper.turn();
        paper.link((50.0, 50.0), (100.0, 20.0), "https://pay.example/1");
        for page in 1..=paper.pages() {
            paper.text_on(page, (500.0, 800.0), Side::Right, ink, &format!("{page} / 2"));
        }
        let about = About { title: "Test".into(), author: "Acme".into(), language: "en".into() };
        paper.finish(about).unwrap()
    };
    let bytes = make();
    assert!(bytes.starts_with(b"%PDF-1."));
    assert_eq!(bytes, make());
}

#[test]
fn looks_change_no_letter_and_no_line_is_wider_than_it_may_be() {
    use proptest::prelude::*;
    let fonts = fonts();
    let shaper = Shaper::new(&fonts);
    let word =
        prop::sample::select(vec!["Managed ", "सेवा ", "خدمة ", "保守", "שירות ", "Łódź\n", "12.5 ", "การ"]);
    let style = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>())
        .prop_map(|(bold, italic, struck, code)| Style { bold, italic, struck, code });
    let parts = prop::collection::vec((word, style), 0..30);
    proptest!(ProptestConfig::with_cases(64), |(parts in parts)| {
        let mut rich = Rich::default();
        for (text, style) in &parts {
            rich.push(text, *style);
        }
        let whole: String = parts.iter().map(|(text, _)| *text).collect();
        prop_assert_eq!(rich.text(), whole.as_str());
        let back: Vec<(String, Style)> =
            rich.parts().map(|(text, style)| (text.to_owned(), style)).collect();
        prop_assert_eq!(back.iter().map(|(text, _)| text.as_str()).collect::<String>(), whole.as_str());
        let lines = shaper.wrap_rich(&rich, 9.0);
        prop_assert!(lines.iter().all(|line| line.width <= 9.01));
        // Every letter stands somewhere, in its own look.
        let sorted = |mut letters: Vec<(char, Vec<bool>)>| { letters.sort(); letters };
        let looks = |style: Style| vec![style.bold, style.italic, style.struck, style.code];
        let letters = |text: &str, style: Style| -> Vec<(char, Vec<bool>)> {
            text.chars().filter(|letter| !letter.is_whitespace()).map(|letter| (letter, looks(style))).collect()
        };
        let drawn = lines.iter().flat_map(|line| &line.runs).flat_map(|run| letters(&run.text, run.style));
        let given = parts.iter().flat_map(|(text, style)| letters(text, *style));
        prop_assert_eq!(sorted(drawn.collect()), sorted(given.collect()));
    });
}

#[test]
fn bold_is_a_font_of_its_own_where_there_is_one_and_a_heavier_line_elsewhere() {
    let fonts = fonts();
    let shaper = Shaper::new(&fonts);
    for (text, emboldened) in
        [("Łukasz", false), ("Дмитрий", false), ("佐藤", true), ("سارة", true), ("김민준", true)]
    {
        let line = shaper.line(text, true);
        assert!(line.runs.iter().all(|run| run.is_emboldened() == emboldened), "{text}");
        assert!(shaper.line(text, false).runs.iter().all(|run| !run.is_emboldened()), "{text}");
    }
}

#[test]
fn letters_that_no_font_draws_are_named_and_given_by_their_number() {
    let fonts = fonts();
    let said = fonts.undrawn("Zoë 😀 \u{12000}😀").unwrap();
    assert_eq!(
        said,
        "These characters cannot be printed: 😀 (U+1F600), \u{12000} (U+12000). Please write it without them."
    );
    assert_eq!(fonts.printable("a\t😀\u{2003}b"), "a    [U+1F600] b");
    let shaper = Shaper::new(&fonts);
    let line = shaper.line("A 😀", false);
    assert_eq!(line.runs.iter().map(|run| run.text.as_str()).collect::<String>(), "A [U+1F600]");
    assert!(shaper.has_replaced());
    assert_eq!(fonts.undrawn("\u{200B}\u{FEFF} \u{A0}\n\t"), None);
}

#[test]
fn a_long_text_of_mixed_directions_costs_as_much_as_its_letters() {
    let fonts = fonts();
    let shaper = Shaper::new(&fonts);
    let text = |letters: usize| "אa".repeat(letters / 2);
    let runs = |text: &str| shaper.wrap(text, false, 45.0).iter().map(|line| line.runs.len()).sum::<usize>();
    // One plan for each font and direction, however many runs there are, and no word is measured whole.
    assert!(runs(&text(49_000)) >= 49_000);
    assert!(shaper.plan_count() <= 4, "{} plans", shaper.plan_count());
    assert!(shaper.longest_measured() <= 400);
}
