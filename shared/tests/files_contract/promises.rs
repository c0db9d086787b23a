//! All promises of the contract, by name.

use super::{Ground, content, hostile, links, rest};

/// Checks every promise, one after the other; the name of the one at work is printed first, so that a failure tells.
pub(crate) async fn keeps_the_contract(ground: &Ground) {
    macro_rules! promises {
        ($($room:ident::$promise:ident),+ $(,)?) => {$(
            println!("{}", stringify!($promise));
            $room::$promise(ground).await;
        )+};
    }
    promises![
        content::a_file_comes_back_with_its_size_and_digest,
        content::twenty_five_megabytes_come_back,
        content::what_exceeds_the_limit_is_refused_and_not_kept,
        content::an_interrupted_upload_keeps_nothing,
        content::an_interrupted_replacement_keeps_what_was,
        content::an_abandoned_upload_keeps_nothing,
        links::a_link_gives_the_file_under_its_name,
        links::a_safe_type_is_shown,
        links::a_part_can_be_asked_for,
        links::a_forged_link_opens_nothing,
        links::a_link_runs_out,
        rest::a_removed_file_is_gone,
        rest::a_tenants_files_are_listed_in_pages,
    ];
}

/// `sec_08` on this store.
pub(crate) async fn gives_nothing_out_to_run(ground: &Ground) {
    hostile::no_hostile_file_is_given_out_to_run(ground).await;
}
