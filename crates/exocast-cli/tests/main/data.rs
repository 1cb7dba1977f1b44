//! `exocast data` against a server on this machine that misbehaves as real ones do.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex},
    thread,
};

use crate::support::{Ran, exocast, exocast_ok, folder, table, write};

const NAME: &str = "mirbase-21-hairpin";
const FILE: &str = "mirbase-21-hairpin.fa";
/// SHA-256 of [`content`].
const SHA256: &str = "a8391fa85db46320f669eb17ae63b9131e3f489c25356e2fb07d7de56a463a29";

/// A hairpin file of 40,000 bytes.
fn content() -> String {
    ">hsa-let-7a-1 MI0000060\nUGGGAUGAGGUAGUA\n".repeat(1000)
}

/// What was asked of the server: the path, and the headers in lower case.
#[derive(Clone, Debug)]
struct Request {
    path: String,
    headers: Vec<String>,
}

impl Request {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// First byte asked for.
    fn start(&self) -> Option<usize> {
        self.header("range")?.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
    }
}

/// A server of one connection a request, and what it was asked.
struct Server {
    address: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Answers request after request by `answer`, which is told how many there were before.
    fn start(answer: impl Fn(usize, &Request) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        thread::spawn(move || {
            for (i, stream) in listener.incoming().enumerate() {
                let Ok(mut stream) = stream else { break };
                let request = read_request(&stream);
                log.lock().expect("the log").push(request.clone());
                let _ = stream.write_all(&answer(i, &request));
            }
        });
        Self { address, seen }
    }

    fn url(&self) -> String {
        format!("{}/hairpin.fa", self.address)
    }

    fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("the log").clone()
    }
}

fn read_request(stream: &TcpStream) -> Request {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next().unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let headers = lines.take_while(|line| !line.is_empty());
    let lower = |line: String| match line.split_once(':') {
        Some((name, value)) => format!("{}: {}", name.to_ascii_lowercase(), value.trim()),
        None => line,
    };
    Request { path, headers: headers.map(lower).collect() }
}

/// A response that says `length` and sends `body`.
fn response(status: &str, headers: &[String], length: usize, body: &str) -> Vec<u8> {
    let mut text =
        format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n");
    for header in headers {
        text.push_str(header);
        text.push_str("\r\n");
    }
    format!("{text}\r\n{body}").into_bytes()
}

fn whole(tag: &str) -> Vec<u8> {
    response("200 OK", &[format!("ETag: {tag}")], content().len(), &content())
}

/// The first bytes of the file, though all are promised.
fn cut(tag: &str, bytes: usize) -> Vec<u8> {
    response("200 OK", &[format!("ETag: {tag}")], content().len(), &content()[..bytes])
}

fn rest(tag: &str, start: usize) -> Vec<u8> {
    let (all, body) = (content().len(), &content()[start..]);
    let range = format!("Content-Range: bytes {start}-{}/{all}", all - 1);
    response("206 Partial Content", &[format!("ETag: {tag}"), range], body.len(), body)
}

fn add(at: &Path, url: &str, more: &[&str]) -> Ran {
    let arguments = ["data", "add", NAME, "--folder", "ref", "--from", url];
    exocast(at, &[&arguments[..], more].concat())
}

/// Nothing is left behind but what is named.
fn check_left(at: &Path, expected: &[&str]) {
    let entries = fs::read_dir(at.join("ref")).into_iter().flatten().filter_map(Result::ok);
    let mut left: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    left.retain(|name| name != ".exocast-data.lock");
    left.sort();
    assert_eq!(left, expected);
}

fn check_added(at: &Path, ran: &Ran) {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let path = Path::new("ref").join(FILE);
    assert_eq!(ran.out.trim(), path.display().to_string());
    assert_eq!(fs::read_to_string(at.join(path)).expect("the file"), content());
    check_left(at, &["exocast-data.toml", FILE]);
}

#[test]
fn a_file_is_fetched_recorded_and_left_alone_after() {
    let place = folder();
    let at = place.path();
    let server = Server::start(|_, _| whole("\"1\""));
    check_added(at, &add(at, &server.url(), &[]));
    let lock = fs::read_to_string(at.join("ref/exocast-data.toml")).expect("the lock file");
    assert!(lock.contains(SHA256) && lock.contains(&server.url()), "{lock}");
    assert_eq!(server.seen()[0].header("accept-encoding"), Some("identity"));

    let again = add(at, &server.url(), &["--sha256", SHA256]);
    assert!(again.code == Some(0) && again.err.contains("is there"), "{}", again.err);
    assert_eq!(server.seen().len(), 1, "what is there is not fetched");
    exocast_ok(at, &["data", "verify", "--folder", "ref"]);
    exocast_ok(at, &["data", "list", "--folder", "ref", "--out", "list.tsv"]);
    let (header, rows) = table(&at.join("list.tsv"));
    assert_eq!(header[..3], ["name", "state", "bytes"]);
    let state = |name: &str| {
        let row = rows.iter().find(|row| row[0] == name).expect("a row");
        (row[1].clone(), row[2].clone())
    };
    assert_eq!(state(NAME), ("present".to_owned(), content().len().to_string()));
    assert_eq!(state("lm22-signature").0, "absent");
}

#[test]
fn a_connection_that_breaks_is_taken_up_where_it_broke() {
    let place = folder();
    let at = place.path();
    let server = Server::start(|i, request| match (i, request.start()) {
        (0, _) => cut("\"1\"", 10_000),
        (_, Some(start)) => rest("\"1\"", start),
        (_, None) => whole("\"1\""),
    });
    check_added(at, &add(at, &server.url(), &[]));
    let seen = server.seen();
    assert_eq!((seen.len(), seen[1].start()), (2, Some(10_000)));
    assert_eq!(seen[1].header("if-range"), Some("\"1\""));
}

#[test]
fn a_later_command_goes_on_where_an_earlier_one_ended() {
    let place = folder();
    let at = place.path();
    let server = Server::start(|i, request| match request.start() {
        // Once begun, nothing more comes for the rest of the first command.
        _ if i < 4 => cut("\"1\"", if i == 0 { 10_000 } else { 20_000 }),
        Some(start) => rest("\"1\"", start),
        None => whole("\"1\""),
    });
    let ran = add(at, &server.url(), &[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("20000 of 40000 bytes"), "{}", ran.err);
    let list = exocast_ok(at, &["data", "list", "--folder", "ref"]);
    let line = list.out.lines().find(|line| line.starts_with(NAME)).expect("a row").to_owned();
    assert!(line.contains("partial\t20000"), "{line}");
    check_added(at, &add(at, &server.url(), &[]));
    assert_eq!(server.seen()[4].start(), Some(20_000));
}

#[test]
fn a_server_without_ranges_sends_all_of_it_again() {
    let place = folder();
    let at = place.path();
    let server = Server::start(|i, _| if i == 0 { cut("\"1\"", 10_000) } else { whole("\"1\"") });
    check_added(at, &add(at, &server.url(), &[]));
    assert_eq!(server.seen()[1].start(), Some(10_000));
}

#[test]
fn a_file_that_changed_is_fetched_from_its_beginning() {
    // The new version is sent whole, as If-Range asks for.
    let place = folder();
    let server = Server::start(|i, _| if i == 0 { cut("\"1\"", 10_000) } else { whole("\"2\"") });
    check_added(place.path(), &add(place.path(), &server.url(), &[]));
    // A server that pays no heed to If-Range sends the end of the new version.
    let place = folder();
    let server = Server::start(|i, request| match (i, request.start()) {
        (0, _) => cut("\"1\"", 10_000),
        (_, Some(start)) => rest("\"2\"", start),
        (_, None) => whole("\"2\""),
    });
    check_added(place.path(), &add(place.path(), &server.url(), &[]));
    let starts: Vec<_> = server.seen().iter().map(Request::start).collect();
    assert_eq!(starts, [None, Some(10_000), None]);
}

#[test]
fn without_anything_that_tells_versions_apart_a_fetch_begins_again() {
    let place = folder();
    let at = place.path();
    let server = Server::start(|i, _| {
        let bytes = if i == 0 { 10_000 } else { content().len() };
        response("200 OK", &[], content().len(), &content()[..bytes])
    });
    check_added(at, &add(at, &server.url(), &[]));
    assert_eq!(server.seen()[1].start(), None);
}

#[test]
fn another_content_than_expected_leaves_nothing_but_an_error() {
    let place = folder();
    let at = place.path();
    let server = Server::start(|_, _| whole("\"1\""));
    let ran = add(at, &server.url(), &["--sha256", &"0".repeat(64)]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    for part in ["SHA-256", SHA256, "000000", NAME] {
        assert!(ran.err.contains(part), "{}", ran.err);
    }
    check_left(at, &[]);

    // What it was when it first came counts from then on.
    check_added(at, &add(at, &server.url(), &[]));
    fs::remove_file(at.join("ref").join(FILE)).expect("removed");
    let changed = Server::start(|_, _| response("200 OK", &[], 12, ">a\nACGUACGU\n"));
    let ran = add(at, &changed.url(), &[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("first came"), "{}", ran.err);
    check_left(at, &["exocast-data.toml"]);
    assert_eq!(add(at, &changed.url(), &["--replace"]).code, Some(0));
}

#[test]
fn an_answer_that_is_no_file_is_refused() {
    let place = folder();
    let at = place.path();
    let server = Server::start(|_, _| response("404 Not Found", &[], 0, ""));
    let ran = add(at, &server.url(), &[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("404 Not Found") && ran.err.contains(&server.url()), "{}", ran.err);
    assert_eq!(server.seen().len(), 1, "what is not there is not asked for again");
    check_left(at, &[]);

    let page = "<!DOCTYPE html><p>Please log in.";
    let server = Server::start(move |_, _| response("200 OK", &[], page.len(), page));
    let ran = add(at, &server.url(), &[]);
    assert!(ran.code == Some(1) && ran.err.contains("a web page"), "{}", ran.err);
    check_left(at, &[]);

    let server = Server::start(|i, _| match i {
        0 => response("503 Service Unavailable", &[], 0, ""),
        _ => whole("\"1\""),
    });
    check_added(at, &add(at, &server.url(), &[]));
}

#[test]
fn a_file_without_a_length_is_added_with_a_note_that_it_may_be_cut() {
    let check = |headers: &str, body: String, more: &[&str], noted: bool| {
        let place = folder();
        let answer = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n{headers}\r\n{body}");
        let server = Server::start(move |_, _| answer.clone().into_bytes());
        let ran = add(place.path(), &server.url(), more);
        check_added(place.path(), &ran);
        assert_eq!(ran.err.contains("could not be checked"), noted, "{}", ran.err);
    };
    check("", content(), &[], true);
    check("", content(), &["--sha256", SHA256], false);
    let chunks = format!("{:x}\r\n{}\r\n0\r\n\r\n", content().len(), content());
    check("Transfer-Encoding: chunked\r\n", chunks, &[], false);
}

#[test]
fn a_packed_file_that_is_cut_is_refused() {
    let place = folder();
    let at = place.path();
    // What `gzip` makes of `chr1` and a line end.
    let packed: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\x03K\xce(2\xe4\x02\0\xfew\xdf\x97\x05\0\0\0";
    let name = "mane-1.4-refseq-gtf";
    let arguments = ["data", "add", name, "--folder", "ref", "--from", "brought.gtf.gz"];
    for end in [packed.len() - 9, packed.len() - 1] {
        write(at, "brought.gtf.gz", &packed[..end]);
        let ran = exocast(at, &arguments);
        assert_eq!(ran.code, Some(1), "{end}");
        assert!(ran.err.contains("cut short") && ran.err.contains(name), "{}", ran.err);
        check_left(at, &[]);
    }
    write(at, "brought.gtf.gz", packed);
    assert_eq!(exocast(at, &arguments).code, Some(0));
}

#[test]
fn a_redirect_is_followed() {
    let place = folder();
    let at = place.path();
    let server = Server::start(|_, request| match (request.path.as_str(), request.start()) {
        ("/hairpin.fa", _) => response("302 Found", &["Location: /moved.fa".to_owned()], 0, ""),
        (_, None) => cut("\"1\"", 10_000),
        (_, Some(start)) => rest("\"1\"", start),
    });
    check_added(at, &add(at, &server.url(), &[]));
}

#[test]
fn a_machine_without_network_takes_a_file_by_hand() {
    let place = folder();
    let at = place.path();
    write(at, "brought.fa", content());
    check_added(at, &add(at, "brought.fa", &[]));
    assert!(at.join("brought.fa").is_file(), "it is copied");
    assert_eq!(add(at, "nowhere.fa", &["--replace"]).code, Some(1));

    let ran = exocast(at, &["data", "add", "lm22-signature", "--folder", "ref"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("registration") && ran.err.contains("--from FILE"), "{}", ran.err);
    let name = "targetscan-pct-8mer";
    let arguments = ["data", "add", name, "--folder", "ref", "--from", "brought.fa"];
    let ran = exocast(at, &arguments);
    assert!(ran.code == Some(1) && ran.err.contains("the registry says"), "{}", ran.err);

    let ran = exocast(at, &["data", "add", "mirbase-21-harpin", "--folder", "ref"]);
    assert!(ran.code == Some(1) && ran.err.contains(&format!("did you mean `{NAME}`")));
}

#[test]
fn what_is_there_is_not_overwritten_in_silence() {
    let place = folder();
    let at = place.path();
    fs::create_dir(at.join("ref")).expect("a folder");
    write(&at.join("ref"), FILE, ">mine\nACGU\n");
    write(at, "brought.fa", content());
    let ran = add(at, "brought.fa", &[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("not recorded") && ran.err.contains("--replace"), "{}", ran.err);
    assert_eq!(exocast(at, &["data", "verify", "--folder", "ref"]).code, Some(1));
    // It can be taken as it is, or replaced.
    assert_eq!(add(at, &format!("ref/{FILE}"), &[]).code, Some(0));
    exocast_ok(at, &["data", "verify", "--folder", "ref"]);
    check_added(at, &add(at, "brought.fa", &["--replace"]));
}

#[test]
fn damaged_and_missing_files_are_named() {
    let place = folder();
    let at = place.path();
    write(at, "brought.fa", content());
    check_added(at, &add(at, "brought.fa", &[]));
    let path = at.join("ref").join(FILE);
    fs::write(&path, content().replace("GAUGA", "GAUGC")).expect("damaged");
    let ran = exocast(at, &["data", "verify", "--folder", "ref"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("damaged") && ran.err.contains(NAME), "{}{}", ran.out, ran.err);
    let ran = add(at, "brought.fa", &[]);
    assert!(ran.code == Some(1) && ran.err.contains("not what was recorded"), "{}", ran.err);
    fs::remove_file(&path).expect("removed");
    let ran = exocast(at, &["data", "verify", "--folder", "ref"]);
    assert!(ran.code == Some(1) && ran.out.contains("missing"), "{}{}", ran.out, ran.err);
    check_added(at, &add(at, "brought.fa", &[]));
    let ran = exocast(at, &["data", "add", NAME, "--sha256", "12", "--folder", "ref"]);
    assert_eq!(ran.code, Some(2));
}
