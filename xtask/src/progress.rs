//! Lines on the terminal: what is being done, how long it took, what went wrong.

use std::{
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

use crate::failure::{Failure, Outcome};

fn paint(code: &str, text: &str) -> String {
    let plain = std::env::var_os("NO_COLOR").is_some() || !std::io::stdout().is_terminal();
    if plain { text.to_owned() } else { format!("\u{1b}[{code}m{text}\u{1b}[0m") }
}

/// A heading in bold.
pub(crate) fn bold(text: &str) -> String {
    paint("1", text)
}

/// Text that stands back.
pub(crate) fn faint(text: &str) -> String {
    paint("2", text)
}

/// Good news.
pub(crate) fn green(text: &str) -> String {
    paint("32", text)
}

/// Bad news.
pub(crate) fn red(text: &str) -> String {
    paint("31", text)
}

/// Says one line.
pub(crate) fn say(line: &str) {
    println!("{line}");
    // A pipe is block-buffered: whoever reads it wants the line now.
    drop(std::io::stdout().flush());
}

/// Says why the command stopped, on the error stream.
pub(crate) fn failed(failure: &Failure) {
    drop(writeln!(std::io::stderr(), "{} {failure}", paint("31;1", "error:")));
}

/// Runs one slow step, said before and after with its time.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    say(&format!("{} {what} …", faint("→")));
    let begin = Instant::now();
    let outcome = work()?;
    say(&format!("{} {what} {}", green("✓"), faint(&format!("({})", seconds(begin.elapsed())))));
    Ok(outcome)
}

/// A duration as a person reads it.
pub(crate) fn seconds(time: Duration) -> String {
    if time.as_secs() >= 60 {
        format!("{}m {:02}s", time.as_secs() / 60, time.as_secs() % 60)
    } else {
        format!("{:.1}s", time.as_secs_f64())
    }
}
