//! Hostile and honest drawings.

use proptest::prelude::*;

use super::{super::Refusal, DOCTYPE, EMPTY, TOO_MUCH, remake, sniff};

fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{inner}</svg>"
    )
}

fn made(inner: &str) -> String {
    remake(svg(&format!("{inner}<path d=\"M0 0h9v9z\"/>")).as_bytes()).unwrap()
}

/// No element, attribute or address that acts, in what is markup (text is escaped).
fn sound(out: &str) {
    let mut reader = quick_xml::Reader::from_str(out);
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(start) => {
                let name = start.name().0.to_owned();
                assert!(name == "svg" || super::lists::is_kept(&name), "{name} in {out}");
                for attribute in start.attributes() {
                    let attribute = attribute.expect("an attribute");
                    let (key, value) = (attribute.key.0, attribute.value.to_ascii_lowercase());
                    assert!(!key.starts_with("on") && !key.contains(':'), "{key} in {out}");
                    assert!(!value.contains("javascript") && !value.contains("data:"), "{value} in {out}");
                    assert!(
                        value.matches("url(").count()
                            == value.matches("url(#").count() + value.matches("url(&quot;#").count(),
                        "{value}"
                    );
                    assert!(key == "xmlns" || !value.contains("//"), "{value} in {out}");
                    assert!(key != "href" || value.starts_with('#'), "{value}");
                }
            }
            quick_xml::events::Event::Text(_) | quick_xml::events::Event::GeneralRef(_) => {}
            quick_xml::events::Event::End(_) => {}
            quick_xml::events::Event::Eof => return,
            other => panic!("{other:?} in {out}"),
        }
    }
}

#[test]
fn an_honest_drawing_keeps_its_shapes_and_colours() {
    let out = remake(
        br##"<?xml version="1.0" encoding="UTF-8"?>
<!-- Generator --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg id="Layer_1" data-name="Layer 1" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 120 40">
<defs><style><![CDATA[.cls-1{fill:#e11d48;}.cls-2{fill:url(#g)}]]></style>
<linearGradient id="g" x1="0" x2="1"><stop offset="0" stop-color="#fff"/><stop offset="1" style="stop-color:#123456;stop-opacity:.5"/></linearGradient>
<linearGradient id="h" xlink:href="#g" gradientTransform="rotate(45)"/></defs>
<title>Acme &amp; Sons</title><g class="cls-1" transform="translate(2 3)"><path d="M0 0h10v10z"/><circle cx="5" cy="5" r="4" fill="none" stroke="currentColor"/></g>
<rect width="9" height="9" class="cls-2"/><text x="1" y="2" font-family="Inter">Acme</text></svg>"##,
    )
    .unwrap();
    insta::assert_snapshot!(out, @r##"
    <svg xmlns="http://www.w3.org/2000/svg" id="Layer_1" viewBox="0 0 120 40"><defs><style>.cls-1 {
      fill: #e11d48;
    }
    .cls-2 {
      fill: url(&quot;#g&quot;);
    }
    </style><linearGradient id="g" x1="0" x2="1"><stop offset="0" stop-color="#fff"></stop><stop offset="1" style="stop-color: #123456; stop-opacity: .5"></stop></linearGradient><linearGradient id="h" href="#g" gradientTransform="rotate(45)"></linearGradient></defs><title>Acme &amp; Sons</title><g class="cls-1" transform="translate(2 3)"><path d="M0 0h10v10z"></path><circle cx="5" cy="5" r="4" fill="none" stroke="currentColor"></circle></g><rect width="9" height="9" class="cls-2"></rect><text x="1" y="2" font-family="Inter">Acme</text></svg>
    "##);
    sound(&out);
    assert_eq!(remake(out.as_bytes()).as_deref(), Ok(out.as_str()), "a second pass changes nothing");
}

const HOSTILE: [&str; 27] = [
    "<script>alert(1)</script>",
    "<script xlink:href=\"https://evil.example/x.js\"/>",
    "<g onload=\"alert(1)\" onclick='alert(1)'/>",
    "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></body></foreignObject>",
    "<a xlink:href=\"javascript:alert(1)\"><rect width=\"9\" height=\"9\"/></a>",
    "<image href=\"https://evil.example/x.png\"/>",
    "<image xlink:href=\"data:image/svg+xml;base64,PHN2Zz4=\"/>",
    "<use href=\"https://evil.example/x.svg#a\"/>",
    "<animate attributeName=\"href\" to=\"javascript:alert(1)\"/>",
    "<set attributeName=\"onload\" to=\"alert(1)\"/>",
    "<style>@import 'https://evil.example/x.css';path{fill:url(https://evil.example/x)}</style>",
    "<style>path{fill:red}&lt;/style>&lt;script>alert(1)&lt;/script></style>",
    "<style><![CDATA[</style><script>alert(1)</script>]]></style>",
    "<style><script>alert(1)</script></style>",
    "<rect style=\"fill:url(javascript:alert(1));background:url(//evil.example)\"/>",
    "<rect fill=\"url(https://evil.example/x#a)\"/>",
    "<rect filter=\"url(#f)\"/><filter id=\"f\"><feImage href=\"//evil.example\"/></filter>",
    "<linearGradient href=\"https://evil.example/x.svg#a\"/>",
    "<handler type=\"application/ecmascript\">alert(1)</handler>",
    "<iframe src=\"javascript:alert(1)\"/><embed src=\"x\"/><object data=\"x\"/>",
    "<svg onload=\"alert(1)\"><script>alert(1)</script></svg>",
    "<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>",
    "<html:script xmlns:html=\"http://www.w3.org/1999/xhtml\">alert(1)</html:script>",
    "<?xml-stylesheet href=\"https://evil.example/x.css\"?><?php system('x') ?>",
    "<title><![CDATA[</title><script>alert(1)</script>]]></title>",
    "<rect id='a\" onload=\"alert(1)' class='&#x22; onload=&#x22;alert(1)'/>",
    "<path d=\"M0 0\" fill=\"&#106;avascript:alert(1)\" transform='url(#x)'/>",
];

#[test]
fn sec_08_a_hostile_drawing_loses_its_sting() {
    for hostile in HOSTILE {
        sound(&made(hostile));
        sound(&made(&format!("<g>{hostile}</g>")));
        sound(&made(&format!("<text>{hostile}</text>")));
    }
}

#[test]
fn sec_08_entities_are_refused() {
    for declared in [
        "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>",
        "<!DOCTYPE svg [ %x; ]>",
    ] {
        assert_eq!(remake(format!("{declared}{}", svg("<text>&b;</text>")).as_bytes()), Err(DOCTYPE));
    }
    assert_eq!(remake(svg("<text>&x;</text>").as_bytes()), Err(DOCTYPE));
    assert_eq!(remake(svg("<path d=\"&x;\"/>").as_bytes()), Err(DOCTYPE));
}

#[test]
fn sec_28_endless_drawings_are_refused() {
    assert_eq!(remake(svg(&"<g>".repeat(5_000)).as_bytes()), Err(TOO_MUCH));
    assert_eq!(remake(svg(&"<path d=\"M0 0\"/>".repeat(10_001)).as_bytes()), Err(TOO_MUCH));
    for broken in
        ["<svg>", "<svg><path></svg>", "<svg/><svg><path/></svg>", "</svg>", "<svg><path d='1' d='2'/></svg>"]
    {
        assert!(matches!(remake(broken.as_bytes()), Err(Refusal::Content(_))), "{broken}");
    }
    assert_eq!(remake(svg("<image href='x'/>").as_bytes()), Err(EMPTY));
    assert!(!sniff(b"text <svg") && sniff(b"\xef\xbb\xbf <?xml version='1.0'?><svg/>"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]
    #[test]
    fn sec_08_no_mixture_of_pieces_acts(pieces in prop::collection::vec(
        prop_oneof![
            3 => prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
            3 => prop::sample::select(vec![
                "<g>", "</g>", "<path d=\"M0 0\"/>", "<![CDATA[", "]]>", "<!--", "-->", "<style>", "</style>", "&#0;", "&lt;",
                "<text>", "</text>", "<title>", "</title>", "\"", "'", ">", "<", "onload=", "<svg>", "</svg>", "&amp;", "\u{fffe}",
            ]).prop_map(str::to_owned),
            1 => "\\PC{0,6}",
        ],
        0..12,
    )) {
        if let Ok(out) = remake(svg(&pieces.concat()).as_bytes()) {
            sound(&out);
        }
    }
}
