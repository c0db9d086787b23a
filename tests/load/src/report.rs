//! What the measuring says: progress to standard error, the table to standard output.

use std::io::Write;

use crate::figures::{Bar, Budget, Figures, Speed};

/// One line of the result.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout();
    // Nobody is left to be told when this fails.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// One line about what is being done.
pub(crate) fn progress(line: &str) {
    let _ = writeln!(std::io::stderr(), "  … {line}");
}

/// Everything as tables.
pub(crate) fn print(figures: &Figures) {
    say(&format!("Machine: {} × {}, {}", figures.machine.cores, figures.machine.cpu, figures.machine.system));
    if !figures.cosmos.is_empty() {
        say("\nRound trips to Cosmos (emulator, counted on the wire)");
        say(&format!(
            "{:<16}{:>9}{:>9}{:>8}{:>8}{:>8}{:>8}",
            "", "tickets", "session", "usual", "most", "budget", ""
        ));
        figures.cosmos.iter().for_each(budget);
    }
    if !figures.sqlite.is_empty() {
        say("\nSQLite, over HTTP; in brackets a bare axum answer of the same size");
        say(&format!(
            "{:<10}{:>9}{:>18}{:>18}{:>18}{:>22}{:>9}",
            "", "tickets", "requests/s", "p50 ms", "p99 ms", "CPU ms/request", "bytes"
        ));
        figures.sqlite.iter().for_each(speed);
    }
    if let Some(hash) = figures.hash_cpu_ms {
        say(&format!("\nOne Argon2id hash: {hash:.1} ms CPU"));
    }
    if let Some(start) = &figures.start {
        say(&format!(
            "\nCold start {:.0} ms to the first answer (median of {}; with {} tickets), idle memory {:.1} MiB, after \
             the load {:.1} MiB, stripped binary {:.1} MiB",
            start.cold_ms, start.starts, start.tickets, start.idle_mib, start.loaded_mib, start.binary_mib
        ));
    }
    if let Some(storm) = &figures.storm {
        say(&format!(
            "\nDashboard p99 {:.2} ms at rest, {:.2} ms during {} waves of {} wrong passwords",
            storm.rest.p99_ms, storm.stormy.p99_ms, storm.waves, storm.guesses
        ));
    }
    for import in &figures.imports {
        say(&format!(
            "\n{} {} in {:.1} s ({:.1} s of it to check the file, {:.1} s CPU); a page of {}: {:.3} ms CPU, p99 {:.2} ms",
            import.records,
            import.what,
            import.all_s,
            import.check_s,
            import.cpu_s,
            import.listed,
            import.list.cpu_ms,
            import.list.p99_ms
        ));
    }
    if !figures.heavy.is_empty() {
        say("\nHeavy work: 20 at once of a kind, and the dashboards of others meanwhile");
        say(&format!(
            "{:<20}{:>9}{:>9}{:>9}{:>11}{:>14}{:>14}",
            "", "answers", "503", "s", "peak MiB", "p99 rest ms", "p99 then ms"
        ));
        for row in &figures.heavy {
            say(&format!(
                "{:<20}{:>9}{:>9}{:>9.1}{:>11.1}{:>14.2}{:>14.2}",
                row.kind, row.done, row.refused, row.seconds, row.peak_mib, row.rest_p99_ms, row.p99_ms
            ));
        }
    }
    for pile in &figures.mails {
        let parts: Vec<String> = pile.parts.iter().map(|part| format!("{part:.2}")).collect();
        say(&format!(
            "\n{} mails on {}: {:.2} ms CPU each, {:.0}/s; by tenths {}; a new password's mail after {:.2} s",
            pile.mails,
            pile.store,
            pile.cpu_ms,
            pile.per_second,
            parts.join(" "),
            pile.reset_s
        ));
        if let Some(trips) = pile.round_trips {
            say(&format!("{trips:.3} round trips for each"));
        }
        if let Some(create) = pile.create_cpu_ms {
            say(&format!("A ticket with its one mail: {create:.2} ms CPU"));
        }
    }
    say("\nBars");
    figures.bars.iter().for_each(bar);
}

fn budget(row: &Budget) {
    say(&format!(
        "{:<16}{:>9}{:>9}{:>8}{:>8}{:>8}{:>8}",
        row.operation,
        row.tickets,
        row.session,
        row.usual,
        row.most,
        row.budget,
        if row.held() { "" } else { "OVER" }
    ));
}

fn speed(row: &Speed) {
    let pair = |own: f64, bare: f64, digits: usize| format!("{own:.digits$} ({bare:.digits$})");
    say(&format!(
        "{:<10}{:>9}{:>18}{:>18}{:>18}{:>22}{:>9}",
        row.operation,
        row.tickets,
        pair(row.portal.per_second, row.bare.per_second, 0),
        pair(row.portal.p50_ms, row.bare.p50_ms, 2),
        pair(row.portal.p99_ms, row.bare.p99_ms, 2),
        pair(row.portal.cpu_ms, row.bare.cpu_ms, 3),
        row.portal.bytes
    ));
}

fn bar(bar: &Bar) {
    let verdict = if bar.held { "held" } else { "MISSED" };
    say(&format!("{:<7} {:<58} {:>9.3} (at most {:.3})", verdict, bar.name, bar.value, bar.limit));
}
