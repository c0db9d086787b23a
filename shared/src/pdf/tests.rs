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
    ] {
        let line = shaper.line(text, false);
        assert!(line.width > 0.5, "{text}");
        let boxes = line.runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| is_box(glyph)).count();
        assert_eq!(boxes, 0, "{text} has letters without a picture");
        for run in &line.runs {
            let face = rustybuzz::Face::from_slice(&fonts.0[run.font].0, 0).unwrap();
            let drawn = |glyph: &krilla::text::KrillaGlyph| {
                let id = u16::try_from(glyph.glyph_id.to_u32()).unwrap();
                face.glyph_bounding_box(rustybuzz::ttf_parser::GlyphId(id)).is_some()
            };
            let blanks = run.text.chars().filter(|letter| letter.is_whitespace()).count();
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
