//! Fetching over HTTP, going on where an earlier fetch was cut short (RFC 9110, sections 13 and 14).

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use ureq::{
    Agent,
    http::{HeaderMap, HeaderName, StatusCode, header},
    tls::{RootCerts, TlsConfig},
};

/// Times that a fetch is tried again after it was cut short.
const RETRIES: u32 = 3;
/// Bytes after which they are counted anew.
const ADVANCE: u64 = 1 << 20;
/// Before the first of them; doubled for each further one.
const PAUSE: Duration = Duration::from_millis(500);
/// How long a server may take to answer, and between two pieces of content.
const PATIENCE: Duration = Duration::from_mins(1);

/// Why a file cannot be fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The server says no.
    #[error("the server answers {code} {reason}")]
    Status {
        /// Code of HTTP.
        code: u16,
        /// What it means.
        reason: &'static str,
    },
    /// The connection ended before all had come.
    #[error("the connection ended after {got} of {total} bytes: the same command tries again")]
    Truncated {
        /// Bytes so far.
        got: u64,
        /// All of them.
        total: u64,
    },
    /// What came does not fit together.
    #[error("the file changes while it is being fetched: try again later")]
    Unstable,
    /// Another process fetches the same file.
    #[error("another exocast is fetching it into {path}")]
    Busy {
        /// The unfinished file.
        path: String,
    },
    /// There is no connection, or it breaks.
    #[error(
        "no answer; on a machine without network bring the file along, and add it with --from FILE"
    )]
    Connection {
        /// What the client says.
        source: Box<ureq::Error>,
    },
    /// The disk refuses.
    #[error("cannot write {path}")]
    Write {
        /// The unfinished file.
        path: String,
        /// What the system says.
        source: io::Error,
    },
}

/// A file that is being fetched, next to the place where it will be, and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Partial {
    path: PathBuf,
    memo: PathBuf,
}

/// What must be the same for a fetch to continue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Memo {
    url: String,
    /// `ETag`, or else the date of the last change.
    validator: String,
}

impl Partial {
    pub(super) fn beside(path: &Path) -> Self {
        let with = |ending: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        Self { path: with(".part"), memo: with(".part.json") }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes that have come, where any have.
    pub(super) fn len(&self) -> Option<u64> {
        fs::metadata(&self.path).ok().map(|file| file.len())
    }

    /// Leaves nothing of it.
    pub(super) fn remove(&self) {
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(&self.memo);
    }

    fn memo(&self, url: &str) -> Option<Memo> {
        let text = fs::read_to_string(&self.memo).ok()?;
        serde_json::from_str(&text).ok().filter(|memo: &Memo| memo.url == url)
    }

    /// Writes down what a later fetch must agree with; without a validator it cannot continue.
    fn remember(&self, url: &str, validator: Option<String>) -> io::Result<()> {
        let Some(validator) = validator else { return self.forget() };
        let memo = Memo { url: url.to_owned(), validator };
        fs::write(&self.memo, serde_json::to_vec(&memo)?)
    }

    fn forget(&self) -> io::Result<()> {
        match fs::remove_file(&self.memo) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// An attempt that came to nothing, and whether another one may not.
struct Failure {
    error: FetchError,
    again: bool,
}

impl Failure {
    fn last(error: FetchError) -> Self {
        Self { error, again: false }
    }

    fn passing(error: FetchError) -> Self {
        Self { error, again: true }
    }
}

/// A file that came.
pub(super) struct Fetched {
    /// Holds the lock on it.
    pub(super) held: File,
    /// Whether the server said where it ends; else the end of the connection had to be taken for that.
    pub(super) whole: bool,
}

/// Fetches all of `url` into `partial`, trying again where that can help.
pub(super) fn fetch(
    url: &str,
    partial: &Partial,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> Result<Fetched, FetchError> {
    let path = partial.path.display().to_string();
    let write = |source| FetchError::Write { path: path.clone(), source };
    let open = OpenOptions::new().read(true).append(true).create(true).open(&partial.path);
    let mut file = open.map_err(write)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(FetchError::Busy { path }),
        Err(TryLockError::Error(source)) => return Err(write(source)),
    }
    let agent = agent();
    let mut tries = 0;
    loop {
        let before = partial.len();
        let Failure { error, again } = match attempt(&agent, url, partial, &mut file, progress) {
            Ok(whole) => return Ok(Fetched { held: file, whole }),
            Err(failure) => failure,
        };
        if partial.len() >= before.map(|bytes| bytes + ADVANCE) {
            tries = 0;
        }
        if !again || tries == RETRIES {
            // Only what a later fetch can go on from is kept.
            if partial.len() == Some(0) || !partial.memo.exists() {
                partial.remove();
            }
            return Err(error);
        }
        thread::sleep(PAUSE * 2_u32.pow(tries));
        tries += 1;
    }
}

fn agent() -> Agent {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    // The system's own certificates: those of a laboratory's proxy are among them.
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(provider)
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .timeout_connect(Some(PATIENCE))
        .timeout_recv_response(Some(PATIENCE))
        .timeout_per_read(Some(PATIENCE))
        .user_agent(concat!("exocast/", env!("CARGO_PKG_VERSION")))
        // Ranges and lengths are those of the file itself.
        .accept_encoding("identity")
        .build()
        .new_agent()
}

/// Asks for what is missing, and takes it in; whether the server said where it ends.
fn attempt(
    agent: &Agent,
    url: &str,
    partial: &Partial,
    file: &mut File,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> Result<bool, Failure> {
    let write = |source| {
        Failure::last(FetchError::Write { path: partial.path.display().to_string(), source })
    };
    // Throws away what has come, as it cannot be gone on from.
    let begin_again = |file: &File| {
        let done = file.set_len(0).and_then(|()| partial.forget());
        done.map_or_else(write, |()| Failure::passing(FetchError::Unstable))
    };
    let length = partial.len().unwrap_or_default();
    let memo = partial.memo(url).filter(|_| length > 0);
    let mut request = agent.get(url);
    if let Some(memo) = &memo {
        request = request
            .header(header::RANGE, format!("bytes={length}-"))
            .header(header::IF_RANGE, &memo.validator);
    }
    let response = request.call().map_err(broken)?;
    let range = content_range(response.headers());
    let validator = validator(response.headers());
    let (from, total) = match (response.status(), &memo) {
        (StatusCode::PARTIAL_CONTENT, Some(memo)) => {
            // A server that pays no heed to If-Range may send a piece of another version.
            let same = validator.is_none_or(|new| new == memo.validator);
            match range {
                Some((Some(start), total)) if start == length && same => (length, total),
                _ => return Err(begin_again(file)),
            }
        }
        (StatusCode::RANGE_NOT_SATISFIABLE, Some(_)) => {
            // All of it is here already, or it has become shorter.
            return match range {
                Some((_, Some(total))) if total == length => Ok(true),
                _ => Err(begin_again(file)),
            };
        }
        (StatusCode::OK, _) => {
            file.set_len(0).map_err(write)?;
            partial.remember(url, validator).map_err(write)?;
            (0, number(response.headers(), &header::CONTENT_LENGTH))
        }
        (status, _) => return Err(refused(status)),
    };
    // Chunks end with an empty one, without which reading fails (RFC 9112, section 8).
    let whole = total.is_some() || response.headers().contains_key(header::TRANSFER_ENCODING);
    let mut body = response.into_body().into_reader();
    let mut buffer = vec![0; 1 << 16];
    let mut got = from;
    let broke = loop {
        progress(got, total);
        match body.read(&mut buffer) {
            Ok(0) => break None,
            Ok(read) => {
                file.write_all(&buffer[..read]).map_err(write)?;
                got += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Some(error),
        }
    };
    match (broke, total) {
        (_, Some(total)) if got < total => {
            Err(Failure::passing(FetchError::Truncated { got, total }))
        }
        (Some(error), _) => Err(broken(error.into())),
        (None, _) => Ok(whole),
    }
}

/// A request without an answer. What no repetition changes is not repeated.
fn broken(error: ureq::Error) -> Failure {
    use ureq::Error;

    let again = !matches!(
        error,
        Error::BadUri(_)
            | Error::Http(_)
            | Error::HostNotFound
            | Error::InvalidProxyUrl
            | Error::TooManyRedirects
            | Error::Tls(_)
            | Error::Rustls(_)
    );
    Failure { error: FetchError::Connection { source: Box::new(error) }, again }
}

/// An answer that is no file.
fn refused(status: StatusCode) -> Failure {
    let reason = status.canonical_reason().unwrap_or_default();
    let error = FetchError::Status { code: status.as_u16(), reason };
    let again = status.is_server_error()
        || [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS].contains(&status);
    Failure { error, again }
}

/// What distinguishes versions of a file: a strong `ETag`, or else the date of its last change.
fn validator(headers: &HeaderMap) -> Option<String> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok();
    text(header::ETAG)
        .filter(|tag| !tag.starts_with("W/"))
        .or_else(|| text(header::LAST_MODIFIED))
        .map(str::to_owned)
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

/// First byte and whole length of `bytes 5-9/10` or `bytes */10`, where they are known.
fn content_range(headers: &HeaderMap) -> Option<(Option<u64>, Option<u64>)> {
    let text = headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
    let (range, total) = text.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let start = range.split_once('-').and_then(|(start, _)| start.trim().parse().ok());
    Some((start, total.trim().parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        let check = |text: &str, expected| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_RANGE, text.parse().expect("a header"));
            assert_eq!(content_range(&headers), expected, "{text}");
        };
        check("bytes 5-9/10", Some((Some(5), Some(10))));
        check("bytes 5-9/*", Some((Some(5), None)));
        check("bytes */10", Some((None, Some(10))));
        check("lines 1-2/3", None);
        check("bytes", None);
    }

    #[test]
    fn a_weak_tag_does_not_tell_versions_apart() {
        let check = |fields: &[(HeaderName, &str)], expected: Option<&str>| {
            let fields =
                fields.iter().map(|(name, text)| (name.clone(), text.parse().expect("a header")));
            let headers: HeaderMap = fields.collect();
            assert_eq!(validator(&headers).as_deref(), expected);
        };
        check(&[(header::ETAG, "\"a\"")], Some("\"a\""));
        check(&[(header::ETAG, "W/\"a\"")], None);
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        check(&[(header::ETAG, "W/\"a\""), (header::LAST_MODIFIED, date)], Some(date));
        check(&[], None);
    }
}
