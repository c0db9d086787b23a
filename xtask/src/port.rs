//! Ports of this machine's loopback.

use std::{
    io::ErrorKind,
    net::{Ipv4Addr, TcpListener, TcpStream},
    thread,
    time::{Duration, Instant},
};

use crate::failure::{Failure, Outcome};

/// How long a program of an earlier run, which was killed without a chance to stop it, may still take to end.
const ENDING: Duration = Duration::from_secs(5);

/// Refuses a port that something else goes on listening on, with the way out.
pub(crate) fn must_be_free(port: u16) -> Outcome {
    let begin = Instant::now();
    loop {
        match is_free(port) {
            Err(_) if begin.elapsed() < ENDING => thread::sleep(Duration::from_millis(100)),
            outcome => return outcome,
        }
    }
}

fn is_free(port: u16) -> Outcome {
    let taken = || {
        let other = if port == 7071 { 7072 } else { 7071 };
        Failure::new(format!(
            "Port {port} is taken. Stop what listens on it, or choose another with --port {other}."
        ))
    };
    // Connecting also finds a listener on all addresses, which SO_REUSEADDR could hide from a bind.
    let here = (Ipv4Addr::LOCALHOST, port).into();
    if TcpStream::connect_timeout(&here, Duration::from_millis(200)).is_ok() {
        return Err(taken());
    }
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(taken()),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(Failure::new(format!(
            "Port {port} needs more rights than you have. Choose one above 1023 with --port."
        ))),
        Err(error) => Err(Failure::new(format!("Port {port} cannot be used: {error}."))),
    }
}

/// Whether anything on the port answers an HTTP request, whatever it says.
pub(crate) fn answers(port: u16) -> bool {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(2)))
        .http_status_as_error(false);
    ureq::Agent::from(config.build()).get(format!("http://127.0.0.1:{port}/")).call().is_ok()
}

/// A port that was free a moment ago.
pub(crate) fn any_free() -> Outcome<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Failure::io("Finding a free port", &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_another_to_try() {
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = held.local_addr().unwrap().port();
        let sentence = is_free(port).unwrap_err().to_string();
        assert_eq!(
            sentence,
            format!("Port {port} is taken. Stop what listens on it, or choose another with --port 7071.")
        );
    }

    #[test]
    fn a_free_port_is_accepted() {
        assert!(must_be_free(any_free().unwrap()).is_ok());
    }

    #[test]
    fn a_program_that_is_about_to_end_is_waited_for() {
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = held.local_addr().unwrap().port();
        let ending = thread::spawn(move || {
            thread::sleep(Duration::from_millis(300));
            drop(held);
        });
        assert!(must_be_free(port).is_ok());
        ending.join().unwrap();
    }
}
