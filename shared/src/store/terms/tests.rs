use proptest::prelude::*;

use super::*;

/// True where a document with that text is found by that search.
fn finds(text: &str, search: &str) -> bool {
    let kept = terms([text]);
    let asked = asked(search).unwrap();
    !asked.is_empty() && asked.iter().all(|forms| forms.iter().any(|term| kept.contains(term)))
}

#[test]
fn words_are_found_by_what_people_type() {
    for (text, search) in [
        ("Drucker Über München", "druc UBER munch"),
        ("Straße gesperrt", "strasse"),
        ("Strasse gesperrt", "STRAßE"),
        ("Łódź", "lodz"),
        ("Lodz", "Łódź"),
        ("Søren Ærø", "soren aero"),
        ("Þór", "thor"),
        ("Œuvre", "oeuvre"),
        ("Nguyễn Đức", "nguyen duc"),
        ("Ο Οδυσσεύς", "ΟΔΥΣΣΕΥΣ"),
        ("λόγος", "λογοσ"),
        ("İstanbul", "istanbul"),
        ("DIŞARI", "dışarı"),
        ("принтер", "ПРИНТ"),
        ("ＶＰＮ接続", "vpn"),
        ("مُحَمَّد", "محمد"),
        ("الطابعة لا تعمل", "الطابعه"),
        ("שָׁלוֹם", "שלום"),
        ("שלומות", "שלום"),
        ("हिन्दी प्रिंटर", "प्रिंट"),
        ("e-mail", "email"),
        ("e-mail", "e-mail"),
        ("O’Brien", "obrien"),
        ("O'Brien", "brien"),
        ("soft\u{ad}ware", "software"),
        ("Müller, München", "mueller muenchen"),
        ("Mueller", "Müller"),
        ("Muller", "Müller"),
        ("Größe", "groesse"),
        ("Åse Sørensen", "aase soerensen"),
        ("Aase", "åse"),
    ] {
        assert!(finds(text, search), "{text} by {search}: {:?} of {:?}", asked(search), terms([text]));
    }
}

#[test]
fn parts_of_words_are_found_where_there_are_no_blanks() {
    for (text, search) in [
        ("会議室のプリンターが故障しました", "故障"),
        ("会議室のプリンターが故障しました", "故"),
        ("会議室のプリンターが故障しました", "た"),
        ("会議室のプリンターが故障しました", "プリンター"),
        ("会議室のプリンターが故障しました", "ﾌﾟﾘﾝﾀｰ"),
        ("会議室のプリンターが故障しました", "ぷりんたー"),
        ("ひらがな", "ヒラガナ"),
        ("打印机无法连接网络", "连接"),
        ("打印机无法连接网络", "网络 打印机"),
        ("회의실프린터가 고장났습니다", "프린터"),
        ("회의실프린터가 고장났습니다", "고장"),
        ("เครื่องพิมพ์ไม่ทำงาน", "พิมพ์"),
        ("เครื่องพิมพ์ไม่ทำงาน", "ทำงาน"),
        ("ເຄື່ອງພິມບໍ່ເຮັດວຽກ", "ພິມ"),
        ("ម៉ាស៊ីនបោះពុម្ពមិនដំណើរការ", "បោះពុម្ព"),
        ("ပရင်တာအလုပ်မလုပ်ပါ", "အလုပ်"),
        ("Windows更新に失敗", "windows 更新"),
    ] {
        assert!(finds(text, search), "{text} by {search}: {:?} of {:?}", asked(search), terms([text]));
    }
    assert!(!finds("Mueller", "muller"), "who types no umlaut may mean none");
    assert!(!finds("会議室のプリンターが故障しました", "障故"));
    assert!(!finds("Drucker", "rucker"), "only beginnings where words have blanks");
}

#[test]
fn file_names_are_found_by_their_parts() {
    for search in ["quarterly", "report", "2026", "final", "pdf", "QuarterlyReport", "quarterlyr"] {
        assert!(finds("QuarterlyReport_2026-final.pdf", search), "{search}");
    }
    assert!(finds("HTTPServerLog.txt", "server"));
    assert!(finds("KB5034441.msu", "5034441"));
    assert!(finds("scan 10GB.tar.gz", "gz"));
    assert!(!finds("QuarterlyReport_2026-final.pdf", "eport"));
}

#[test]
fn one_letter_is_the_beginning_of_a_word_and_no_word_asks_for_nothing() {
    assert!(finds("An apple", "a"));
    assert!(!finds("Drucker", "a"));
    for search in ["🔥", "--", "", "  ", "#", "\u{301}", "\u{ad}"] {
        assert!(asked(search).unwrap().is_empty(), "{search:?}");
    }
}

#[test]
fn every_word_is_asked_for_up_to_a_limit_that_says_so() {
    let text = "one two three four five six seven eight nine zwei";
    assert!(finds(text, "one two three four five six seven eight nine zwei"));
    assert!(!finds(text, "one two three four five six seven eight nine zzz"));
    let many = |count: usize| (0..count).map(|n| format!("w{n} ")).collect::<String>();
    assert_eq!(asked(&many(30)).unwrap().len(), 30);
    assert!(asked(&many(31)).is_err());
    let han: String = ('\u{4e00}'..'\u{4e28}').collect();
    assert!(finds(&han, &han), "forty letters are asked for in pairs that do not overlap");
}

#[test]
fn names_sort_beside_the_letters_that_they_look_like() {
    let mut names =
        ["Zebra", "Øresund", "Ortho", "Łódź", "Lima", "Æther", "Adler", "Çelik", "Cobalt", "Ðorn"];
    names.sort_by_key(|name| sort_key(name));
    assert_eq!(
        names,
        ["Adler", "Æther", "Çelik", "Cobalt", "Ðorn", "Lima", "Łódź", "Øresund", "Ortho", "Zebra"]
    );
}

#[test]
fn what_staff_alone_may_look_for_is_no_word() {
    assert!(asked(&for_staff("secret")).unwrap() == [["secret"]]);
    assert!(is_for_staff(&for_staff("x")) && !is_for_staff("x"));
}

#[test]
fn a_long_text_and_a_long_word_stay_bounded() {
    let text = (0..10_000).map(|n| format!("word{n} ")).collect::<String>();
    assert!(terms([text.as_str()]).len() <= MOST + words::LONGEST);
    let word = "a".repeat(300);
    assert!(finds(&word, &word));
}

proptest! {
    #[test]
    fn a_text_is_found_by_each_of_its_words(text in "\\PC{0,40}") {
        let kept = terms([text.as_str()]);
        for word in text.split_whitespace() {
            if let Ok(asked) = asked(word) {
                for term in asked {
                    prop_assert!(term.iter().any(|form| kept.contains(form)), "{word:?} asks {term:?}: {kept:?}");
                }
            }
        }
    }

    #[test]
    fn folding_is_done_once(text in "\\PC{0,40}") {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }

    #[test]
    fn terms_come_from_words(text in "\\PC{0,60}") {
        let words = words(&text);
        let made: Vec<String> = beginnings(words.iter().map(String::as_str)).into_iter().collect();
        prop_assert_eq!(made, terms([text.as_str()]));
    }
}
