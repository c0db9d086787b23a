//! A mail server that answers as it is told, recipient by recipient, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use shared::account::User;
use shared::mail::{Carrier, Smtp};
use shared::outbox::Outbox;
use shared_testing::Who;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::post::{Got, Post, read};

/// What it answers to `RCPT TO` for an address; `None` takes it, an empty text closes the connection.
type Answers = Box<dyn Fn(&str) -> Option<&'static str> + Send>;

#[derive(Default)]
pub struct Seen {
    /// Lines of `MAIL FROM` and `RCPT TO`.
    pub lines: Vec<String>,
    /// Mails that it took.
    pub taken: Vec<Got>,
    /// Connections that it was opened.
    pub connections: usize,
}

pub struct Server {
    pub port: u16,
    seen: Arc<Mutex<Seen>>,
    answers: Arc<Mutex<Answers>>,
}

impl Server {
    /// Starts it; `offers` is what it says of itself behind its name.
    pub async fn start(offers: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen: Arc<Mutex<Seen>> = Arc::default();
        let answers: Arc<Mutex<Answers>> = Arc::new(Mutex::new(Box::new(|_| None)));
        let (own, told) = (Arc::clone(&seen), Arc::clone(&answers));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                own.lock().unwrap().connections += 1;
                tokio::spawn(talk(stream, Arc::clone(&own), Arc::clone(&told), offers));
            }
        });
        Self { port, seen, answers }
    }

    pub fn answers(&self, answers: impl Fn(&str) -> Option<&'static str> + Send + 'static) {
        *self.answers.lock().unwrap() = Box::new(answers);
    }

    pub fn taken(&self) -> Vec<Got> {
        self.seen.lock().unwrap().taken.clone()
    }

    pub fn lines(&self) -> Vec<String> {
        self.seen.lock().unwrap().lines.clone()
    }

    pub fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    /// The portal's outbox, which delivers here.
    pub fn outbox(&self, of: &Post) -> Outbox {
        let smtp = Smtp::open(&format!("smtp://127.0.0.1:{}", self.port).into()).unwrap();
        let sender = of.outbox.carrier.clone().unwrap().1;
        Outbox { carrier: Some((Arc::new(smtp) as Arc<dyn Carrier>, sender)), ..of.outbox.clone() }
    }
}

async fn talk(
    stream: TcpStream,
    seen: Arc<Mutex<Seen>>,
    answers: Arc<Mutex<Answers>>,
    offers: &'static [&'static str],
) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 mail.example\r\n").await.ok()?;
    loop {
        let line = lines.next_line().await.ok()??;
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => {
                let all: Vec<&str> = ["mail.example"].iter().chain(offers).copied().collect();
                let last = all.len() - 1;
                let each = all.iter().enumerate();
                each.map(|(place, text)| format!("250{}{text}\r\n", if place == last { ' ' } else { '-' }))
                    .collect()
            }
            "MAIL" => {
                seen.lock().unwrap().lines.push(line);
                "250 2.1.0 ok\r\n".to_owned()
            }
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                seen.lock().unwrap().lines.push(line.clone());
                let answer = (answers.lock().unwrap())(&address);
                if answer == Some("") {
                    return None;
                }
                format!("{}\r\n", answer.unwrap_or("250 2.1.5 ok"))
            }
            "DATA" => {
                writer.write_all(b"354 go on\r\n").await.ok()?;
                let mut mail = String::new();
                loop {
                    let line = lines.next_line().await.ok()??;
                    if line == "." {
                        break;
                    }
                    mail.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.push_str("\r\n");
                }
                seen.lock().unwrap().taken.push(read(mail.as_bytes()));
                "250 2.0.0 taken\r\n".to_owned()
            }
            "QUIT" => return None,
            _ => "250 2.0.0 ok\r\n".to_owned(),
        };
        writer.write_all(answer.as_bytes()).await.ok()?;
    }
}

/// Gives somebody another address.
pub async fn readdress(post: &Post, who: Who, email: &str) {
    change(post, who, |user| email.clone_into(&mut user.email)).await;
}

/// Changes somebody's account.
pub async fn change(post: &Post, who: Who, change: impl FnOnce(&mut User)) {
    let scope = post.app.scope(who.tenant()).await;
    let store = &post.app.state.store;
    let read = store.get::<User>(&scope, post.app.person(who).id.as_str()).await.unwrap().unwrap();
    let mut user = read.value.clone();
    change(&mut user);
    let mut batch = store.batch(&scope);
    batch.replace(&read, &user);
    store.commit(batch).await.unwrap();
}
