//! Where heads begin in the bytes of an HTTP/1 connection: one that came behind a whole request is waited for no longer than any
//! other, and whoever serves the request does not tell that it was begun.

/// Kept of what comes before the request is told; a head is never followed by more at once.
const MAX_BEHIND_BYTES: usize = 64 << 10;

/// Reads along with what comes in.
pub(super) struct Heads {
    at: At,
    /// What came behind a whole head before its request was told.
    behind: Vec<u8>,
}

#[derive(Clone, Copy)]
enum At {
    /// Before a head, or inside one.
    Head { is_begun: bool, is_line_empty: bool },
    /// Behind a whole head.
    Whole,
    /// Inside a body of which so many bytes are left.
    Body(u64),
    /// In a body of chunks: where it ends cannot be told.
    Unknown,
}

const START: At = At::Head { is_begun: false, is_line_empty: true };

impl Heads {
    pub(super) fn new() -> Self {
        Self { at: START, behind: Vec::new() }
    }

    /// Bytes came.
    pub(super) fn see(&mut self, mut bytes: &[u8]) {
        while let Some((first, rest)) = bytes.split_first() {
            match self.at {
                At::Head { is_begun, is_line_empty } => {
                    self.at = match first {
                        b'\n' if is_begun && is_line_empty => At::Whole,
                        b'\n' => At::Head { is_begun, is_line_empty: true },
                        b'\r' => self.at,
                        _ => At::Head { is_begun: true, is_line_empty: false },
                    };
                    bytes = rest;
                }
                At::Whole if self.behind.len() + bytes.len() > MAX_BEHIND_BYTES => {
                    self.at = At::Unknown;
                    self.behind = Vec::new();
                    return;
                }
                At::Whole => {
                    self.behind.extend_from_slice(bytes);
                    return;
                }
                At::Body(left) => {
                    let taken = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                    self.at = after(left - taken as u64);
                    bytes = bytes.get(taken..).unwrap_or_default();
                }
                At::Unknown => return,
            }
        }
    }

    /// The request of a whole head is told, with the length of its body where that is known.
    pub(super) fn begin(&mut self, body: Option<u64>) {
        self.at = body.map_or(At::Unknown, after);
        let behind = std::mem::take(&mut self.behind);
        self.see(&behind);
    }

    /// Nothing is under way any more: whether another head was begun meanwhile.
    pub(super) fn is_begun(&mut self) -> bool {
        if matches!(self.at, At::Unknown) {
            self.at = START;
        }
        matches!(self.at, At::Head { is_begun: true, .. } | At::Whole)
    }
}

/// Behind a head, with so many bytes of its body left.
fn after(left: u64) -> At {
    if left == 0 { START } else { At::Body(left) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GET: &str = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    const POST: &str = "POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\n";

    /// Whether a head was begun behind what was sent, in pieces of so many bytes; requests are told as soon as they are whole.
    fn begun_behind(sent: &str, bodies: &[Option<u64>], piece: usize) -> bool {
        let (mut heads, mut bodies) = (Heads::new(), bodies.iter());
        for piece in sent.as_bytes().chunks(piece) {
            heads.see(piece);
            while matches!(heads.at, At::Whole) {
                heads.begin(*bodies.next().unwrap());
            }
        }
        assert!(bodies.next().is_none(), "{sent:?}: each request is told");
        heads.is_begun()
    }

    #[test]
    fn a_head_behind_a_request_is_seen_however_it_is_cut() {
        for piece in [1, 2, 3, 7, 1_000] {
            for (sent, bodies, expected) in [
                (String::new(), vec![], false),
                ("\r\n\r\n".to_owned(), vec![], false),
                ("G".to_owned(), vec![], true),
                (GET.to_owned(), vec![Some(0)], false),
                (format!("{GET}\r\n"), vec![Some(0)], false),
                (format!("{GET}GET / HT"), vec![Some(0)], true),
                (format!("{GET}{GET}x"), vec![Some(0), Some(0)], true),
                (format!("{POST}12345"), vec![Some(5)], false),
                (format!("{POST}123"), vec![Some(5)], false),
                (format!("{POST}\r\n\r\n1{GET}"), vec![Some(5), Some(0)], false),
                (format!("{POST}12345G"), vec![Some(5)], true),
                ("GET / HTTP/1.1\nhost: a\n\nG".to_owned(), vec![Some(0)], true),
                (format!("{GET}5\r\nabcde\r\n0\r\n\r\n"), vec![None], false),
            ] {
                assert_eq!(begun_behind(&sent, &bodies, piece), expected, "{sent:?} by {piece}");
            }
        }
    }

    #[test]
    fn what_nobody_tells_of_is_not_kept_for_ever() {
        let mut heads = Heads::new();
        heads.see(GET.as_bytes());
        for _ in 0..100 {
            heads.see(&[b'x'; 4_096]);
            assert!(heads.behind.len() <= MAX_BEHIND_BYTES);
        }
    }
}
