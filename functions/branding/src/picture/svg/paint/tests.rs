use image::RgbaImage;
use proptest::prelude::*;

use super::*;
use crate::picture::svg::remake;

const MOST: (u32, u32) = (600, 192);

fn fonts() -> std::path::PathBuf {
    FilePath::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts")
}

/// As an upload is: written anew first.
fn painted(svg: &str) -> Result<RgbaImage, Unpainted> {
    let clean = remake(svg.as_bytes()).expect("a drawing");
    paint(&clean, MOST, &fonts()).map(|png| image::load_from_memory(&png).expect("a PNG").into_rgba8())
}

fn svg(view: &str, inner: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{view}\">{inner}</svg>")
}

fn at(image: &RgbaImage, x: u32, y: u32) -> [u8; 4] {
    image.get_pixel(x, y).0
}

#[test]
fn shapes_gradients_and_clips_have_their_colors_at_their_places() {
    let image = painted(&svg(
        "0 0 200 64",
        "<defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#ff0000\"/><stop offset=\"1\" stop-color=\"#0000ff\"/></linearGradient>\
         <clipPath id=\"c\"><rect x=\"150\" y=\"0\" width=\"10\" height=\"64\"/></clipPath></defs>\
         <style>.a{fill:#00aa44}</style>\
         <rect class=\"a\" width=\"40\" height=\"64\"/><rect x=\"50\" width=\"80\" height=\"64\" fill=\"url(#g)\"/>\
         <circle cx=\"155\" cy=\"32\" r=\"30\" clip-path=\"url(#c)\" fill=\"#000\"/>",
    ))
    .unwrap();
    assert_eq!(image.dimensions(), (600, 192), "as large as a logo may be");
    assert_eq!(at(&image, 60, 96), [0, 0xaa, 0x44, 255]);
    let (left, right) = (at(&image, 155, 96), at(&image, 385, 96));
    assert!(left[0] > 240 && left[2] < 15 && right[0] < 15 && right[2] > 240, "{left:?} {right:?}");
    assert_eq!(at(&image, 465, 96), [0, 0, 0, 255], "within the clip");
    assert_eq!((at(&image, 440, 96)[3], at(&image, 490, 96)[3], at(&image, 135, 96)[3]), (0, 0, 0));
}

#[test]
fn a_drawing_keeps_its_shape_and_nothing_is_larger_than_a_logo() {
    for (view, rect, size) in [
        ("0 0 10 10", "x=\"-9\" y=\"-9\" width=\"30\" height=\"30\"", (192, 192)),
        ("0 0 1000000 1000000", "width=\"1000000\" height=\"1000000\"", (192, 192)),
        ("0 0 600 100", "width=\"600\" height=\"100\"", (600, 100)),
        ("0 0 1000000 1", "width=\"1000000\" height=\"5000\"", (600, 1)),
        ("-5 -5 10 30", "x=\"-5\" y=\"-5\" width=\"10\" height=\"30\"", (64, 192)),
    ] {
        let image = painted(&svg(view, &format!("<rect {rect} fill=\"#123456\"/>"))).unwrap();
        assert_eq!(image.dimensions(), size, "{view}");
        assert_eq!(at(&image, size.0 / 2, size.1 / 2), [0x12, 0x34, 0x56, 255], "{view}");
    }
    // Without a view box, and with sizes that no screen has.
    let huge = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9999999\" height=\"9999999\"><path d=\"M0 0h9999999v9999999H0z\"/></svg>";
    assert_eq!(painted(huge).unwrap().dimensions(), (192, 192));
}

#[test]
fn letters_are_drawn_with_the_portals_fonts_in_every_script() {
    for words in ["Northwind", "Ärzte & Söhne", "Δοκιμή", "קבוצה", "会議室"] {
        let words = words.replace('&', "&amp;");
        let text = svg(
            "0 0 100 32",
            &format!(
                "<text x=\"4\" y=\"24\" font-family=\"Nobody Has This\" font-size=\"16\" fill=\"#d00000\">{words}</text>"
            ),
        );
        let image = painted(&text).unwrap();
        let inked = image.pixels().filter(|pixel| pixel.0[3] > 128 && pixel.0[0] > 180).count();
        assert!(inked > 400, "{words}: {inked}");
    }
    let clean = remake(svg("0 0 9 9", "<text y=\"9\">A</text>").as_bytes()).unwrap();
    assert_eq!(paint(&clean, MOST, FilePath::new("/nowhere")), Err(Unpainted::Letters));
}

#[test]
fn what_shows_nothing_is_said_to() {
    for inner in [
        "<path d=\"M0 0h9v9z\" fill=\"none\"/>",
        "<path d=\"M0 0h9v9z\" opacity=\"0\"/>",
        "<rect x=\"50\" y=\"50\" width=\"5\" height=\"5\"/>",
        "<path d=\"M0 0\"/>",
    ] {
        assert_eq!(painted(&svg("0 0 9 9", inner)), Err(Unpainted::Invisible), "{inner}");
    }
}

#[test]
fn sec_30_a_hostile_drawing_costs_a_bounded_amount_of_work() {
    let copies = |count: usize, what: &str| what.repeat(count);
    let clip = format!(
        "<defs><clipPath id=\"c\" clipPathUnits=\"objectBoundingBox\">{}</clipPath></defs>",
        copies(4_000, "<rect width=\"1\" height=\"1\"/>")
    );
    let stops = format!(
        "<defs><linearGradient id=\"g\">{}</linearGradient></defs>",
        copies(4_000, "<stop offset=\"0\"/>")
    );
    let rules = format!(
        "<style>{}</style>",
        (0..4_000).map(|n| format!(".c{n}{{fill:#123456}}")).collect::<String>()
    );
    let whole = "<rect width=\"9\" height=\"9\" fill=\"#123456\"/>";
    for (name, inner) in [
        (
            "clips that are copied",
            format!("{clip}{}", copies(4_000, "<rect width=\"9\" height=\"9\" clip-path=\"url(#c)\"/>")),
        ),
        (
            "gradients that are copied",
            format!("{stops}{}", copies(4_000, "<rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>")),
        ),
        ("rules for every element", format!("{rules}{}", copies(4_000, whole))),
        (
            "layers over the whole",
            copies(
                3_000,
                "<g opacity=\".5\"><rect width=\"9\" height=\"9\"/><rect width=\"9\" height=\"9\"/></g>",
            ),
        ),
        ("shapes over the whole", copies(9_900, whole)),
        (
            "dashes without end",
            "<path d=\"M0 0H1e9\" stroke=\"#000\" stroke-dasharray=\"0.0001 0.0001\"/>".to_owned(),
        ),
        ("one endless path", format!("<path d=\"M0 0{}\" stroke=\"#000\"/>", copies(100_000, "L9 9 0 9"))),
    ] {
        assert_eq!(painted(&svg("0 0 9 9", &inner)), Err(Unpainted::TooComplex), "{name}");
    }
    let letters = svg("0 0 9 9", &format!("<text>{}</text>", "a".repeat(2_001)));
    assert_eq!(painted(&letters), Err(Unpainted::Letters));
    // What acts, refers elsewhere or copies is gone before anything is painted.
    let elsewhere = svg(
        "0 0 9 9",
        "<image href=\"https://evil.example/x.png\" width=\"9\" height=\"9\"/><use href=\"#a\"/>\
         <filter id=\"f\"><feGaussianBlur stdDeviation=\"9999\"/></filter><rect id=\"a\" width=\"9\" height=\"9\" filter=\"url(#f)\" fill=\"#123456\"/>",
    );
    assert_eq!(at(&painted(&elsewhere).unwrap(), 96, 96), [0x12, 0x34, 0x56, 255]);
}

#[test]
fn a_logo_as_drawing_programs_save_it_is_painted() {
    // Many small shapes: what a detailed logo has.
    let inner: String = (0..3_000)
        .map(|n| format!("<path d=\"M{} {}c1 0 2 1 2 2s-1 2-2 2-2-1-2-2 1-2 2-2z\" fill=\"#3a6\" stroke=\"#000\" stroke-width=\".1\"/>", (n * 7) % 300, (n * 3) % 96))
        .collect();
    assert!(painted(&svg("0 0 300 96", &inner)).is_ok());
}

/// A number as drawings have them, and as nobody draws.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (-300_i32..300).prop_map(|n| n.to_string()),
        2 => (-3_000_i32..3_000).prop_map(|n| format!("{}.{}", n / 10, n.abs() % 10)),
        1 => prop::sample::select(vec!["0", "1e-9", "-1e-9", "1e5", "-1e5", "1e9", "-1e9", "1e20", "3.4e38", "-3.4e38", "32767", "-32768", "65536"]).prop_map(str::to_owned),
    ]
}

fn numbers(count: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(number(), count).prop_map(|all| all.join(" "))
}

fn shape() -> impl Strategy<Value = String> {
    let path = prop::collection::vec(
        (prop::sample::select(vec!["M", "L", "l", "C", "c", "Q", "A", "H", "v", "Z"]), numbers(7)),
        1..8,
    )
    .prop_map(|steps| {
        let count = |verb: &str| match verb {
            "M" | "L" | "l" => 2,
            "C" | "c" => 6,
            "Q" => 4,
            "A" => 7,
            "H" | "v" => 1,
            _ => 0,
        };
        let step = |(verb, all): &(&str, String)| {
            let some: Vec<&str> = all.split(' ').take(count(verb)).collect();
            format!("{verb}{}", some.join(" "))
        };
        format!("<path d=\"M0 0 {}\"", steps.iter().map(step).collect::<Vec<_>>().join(" "))
    });
    let rect = (number(), number(), number(), number()).prop_map(|(x, y, width, height)| {
        format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{y}\"")
    });
    let circle = (number(), number(), number())
        .prop_map(|(x, y, r)| format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\""));
    let look =
        (number(), numbers(2), numbers(6), 0_usize..6).prop_map(
            |(width, dashes, matrix, which)| match which {
                0 => "fill=\"url(#g)\"".to_owned(),
                1 => format!("stroke=\"#000\" stroke-width=\"{width}\""),
                2 => format!("stroke=\"url(#g)\" stroke-dasharray=\"{dashes}\" stroke-linejoin=\"round\""),
                3 => format!("transform=\"matrix({matrix})\""),
                4 => "clip-path=\"url(#c)\" opacity=\".4\"".to_owned(),
                _ => "fill=\"#123456\"".to_owned(),
            },
        );
    (prop_oneof![path, rect, circle], look).prop_map(|(shape, look)| format!("{shape} {look}/>"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// A panic would end the whole program, so no drawing may cause one.
    #[test]
    fn sec_30_no_drawing_breaks_the_painter(
        view in prop_oneof![Just("0 0 300 96".to_owned()), numbers(4)],
        stops in numbers(4),
        shapes in prop::collection::vec(shape(), 1..6),
        (clip, scale) in (shape(), numbers(1)),
    ) {
        let ends: Vec<&str> = stops.split(' ').collect();
        let inner = format!(
            "<defs><linearGradient id=\"g\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"><stop offset=\"0\"/><stop offset=\"1\" stop-color=\"#f00\"/></linearGradient>\
             <clipPath id=\"c\">{clip}</clipPath></defs><g transform=\"scale({scale})\">{}</g>{}",
            ends[0], ends[1], ends[2], ends[3], shapes[0], shapes.concat(),
        );
        if let Ok(clean) = remake(svg(&view, &inner).as_bytes()) {
            let _ = paint(&clean, MOST, FilePath::new("/nowhere"));
        }
    }
}
