//! Strangers who hold what they were lent: connections without a word, bodies that drip, pictures that inflate, uploads that
//! nobody waits for.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    task::JoinSet,
};

use super::png;

/// Connections that never say a word: as many as the shop takes in all.
const SILENT: usize = 8_192;
/// Those who open them, one connection after the other each.
const OPENERS: usize = 32;
/// Requests whose body hardly comes: as many as are worked on at once.
const SLOW: usize = 512;
const DRIP_EVERY: Duration = Duration::from_secs(1);
/// Pictures whose colour profile inflates.
const INFLATING: usize = 10;
const PROFILE_BYTES: u64 = 480 << 20;
/// Large pictures whose sender hangs up.
const ABANDONED: usize = 16;
const LARGE_SIDE: u32 = 7_000;
/// Long enough for the picture to be under way.
const HANG_UP_AFTER: Duration = Duration::from_millis(300);
/// How long the shop may take to be rid of all of them; the slowest deadline it has itself is half a minute.
const GONE_WITHIN: Duration = Duration::from_secs(120);

/// Where pictures are sent, and by whose key.
pub(super) struct Upload {
    pub(super) product: String,
    pub(super) key: String,
    inflating: Vec<u8>,
    large: Vec<u8>,
}

/// What became of them.
pub(super) struct Held {
    pub(super) connected: usize,
    /// Those that the shop did not let go of.
    pub(super) left: usize,
    pub(super) took: Duration,
    /// What pictures that inflate were answered, and how often.
    pub(super) told: BTreeMap<String, usize>,
}

enum End {
    /// So many connections were opened, and the shop closed each.
    Closed(usize),
    Told(String),
    HungUp,
}

impl Upload {
    pub(super) fn new(product: String, key: String) -> Result<Self> {
        let (inflating, large) = (png::with_profile(PROFILE_BYTES)?, png::large(LARGE_SIDE)?);
        Ok(Self { product, key, inflating, large })
    }

    fn request(&self, souk: SocketAddr, picture: &[u8]) -> Vec<u8> {
        let Self { product, key, .. } = self;
        let mut request = format!(
            "POST /api/v1/vendor/products/{product}/images?alt=flood HTTP/1.1\r\nhost: {souk}\r\nauthorization: Bearer {key}\r\n\
             content-type: image/png\r\ncontent-length: {}\r\n\r\n",
            picture.len()
        )
        .into_bytes();
        request.extend(picture);
        request
    }
}

/// All of them at once, from so many addresses, until the shop is rid of them.
pub(super) async fn come(souk: SocketAddr, upload: &Upload, addresses: usize) -> Result<Held> {
    let began = Instant::now();
    let mut all = JoinSet::new();
    let (inflating, large) =
        (Arc::new(upload.request(souk, &upload.inflating)), Arc::new(upload.request(souk, &upload.large)));
    for number in 0..OPENERS {
        let from = (number..SILENT).step_by(OPENERS).map(move |at| address(at % addresses));
        all.spawn(stay_silent(souk, from.collect()));
    }
    for number in 0..SLOW {
        all.spawn(drip(souk, address(number % addresses)));
    }
    for number in 0..INFLATING {
        all.spawn(send(souk, address(number % addresses), Arc::clone(&inflating)));
    }
    for number in 0..ABANDONED {
        all.spawn(abandon(souk, address(number % addresses), Arc::clone(&large)));
    }
    let mut held = Held { connected: 0, left: SILENT + SLOW, took: Duration::ZERO, told: BTreeMap::new() };
    let until = tokio::time::Instant::now() + GONE_WITHIN;
    while let Ok(Some(ended)) = tokio::time::timeout_at(until, all.join_next()).await {
        match ended?? {
            End::Closed(connections) => {
                held.connected += connections;
                held.left -= connections;
            }
            End::Told(status) => *held.told.entry(status).or_default() += 1,
            End::HungUp => {}
        }
    }
    held.took = began.elapsed();
    Ok(held)
}

/// An address of this machine that the shop does not know as its own customer's.
fn address(number: usize) -> Ipv4Addr {
    let [.., high, low] = (number as u32 + 1).to_be_bytes();
    Ipv4Addr::new(127, 1, high, low)
}

async fn connect(souk: SocketAddr, from: Ipv4Addr) -> Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((from, 0).into())?;
    socket.connect(souk).await.with_context(|| format!("{from} cannot connect"))
}

async fn stay_silent(souk: SocketAddr, from: Vec<Ipv4Addr>) -> Result<End> {
    let mut open = Vec::with_capacity(from.len());
    for from in from {
        open.push(connect(souk, from).await?);
    }
    let connections = open.len();
    for mut stream in open {
        end_of(&mut stream).await;
    }
    Ok(End::Closed(connections))
}

/// A byte now and then of a body that never comes whole.
async fn drip(souk: SocketAddr, from: Ipv4Addr) -> Result<End> {
    let mut stream = connect(souk, from).await?;
    let head = format!(
        "POST /api/v1/carts HTTP/1.1\r\nhost: {souk}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n"
    );
    let mut piece = head.as_bytes();
    let (mut reader, mut writer) = stream.split();
    let dripping = async {
        while writer.write_all(piece).await.is_ok() {
            piece = b" ";
            tokio::time::sleep(DRIP_EVERY).await;
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = end_of(&mut reader) => {}
        () = dripping => {}
    }
    Ok(End::Closed(1))
}

/// Reads on until the shop closes; a reset is an end too.
async fn end_of(stream: &mut (impl tokio::io::AsyncRead + Unpin)) {
    let mut piece = [0; 512];
    while matches!(stream.read(&mut piece).await, Ok(1..)) {}
}

async fn send(souk: SocketAddr, from: Ipv4Addr, request: Arc<Vec<u8>>) -> Result<End> {
    let mut stream = connect(souk, from).await?;
    let sent = stream.write_all(&request).await;
    let mut answer = [0; 12];
    let told = match stream.read_exact(&mut answer).await {
        Ok(_) => String::from_utf8_lossy(&answer[9..]).into_owned(),
        Err(error) => format!("no answer ({})", sent.err().unwrap_or(error)),
    };
    Ok(End::Told(told))
}

async fn abandon(souk: SocketAddr, from: Ipv4Addr, request: Arc<Vec<u8>>) -> Result<End> {
    let mut stream = connect(souk, from).await?;
    // a refusal that comes before all was sent ends it too
    let _sent = stream.write_all(&request).await;
    tokio::time::sleep(HANG_UP_AFTER).await;
    Ok(End::HungUp)
}
