//! A shop in a container.

use std::{
    env, fs,
    io::Write as _,
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::Instant,
};

use reqwest::{Client, redirect::Policy};

use crate::support::{Api, process::written, stall::Console, until::until};

/// The directory of Dockerfile and compose.yaml.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// compose.yaml as far as it can be tried here: the image was built already, the database listens on this machine's
/// loopback, and so must the shop.
const HERE: &str = "\
services:
  souk:
    image: {image}
    network_mode: host
    ports: !reset []
    environment:
      DATABASE_URL: \"{database}\"
      SOUK_LISTEN: \"{address}\"
";

/// A shop in a container; it goes, with its volume, when this goes.
pub(crate) struct Shop {
    pub(crate) api: Api,
    container: String,
    volume: String,
}

impl Shop {
    /// The image by itself, with a volume for its data, as confined as compose.yaml has it.
    pub(crate) async fn run_alone() -> Self {
        let (name, address) = (fresh_name(), free_address());
        let volume = format!("{name}-data");
        let mut run = podman(&["run", "--detach", "--network", "host", "--read-only", "--cap-drop", "ALL"]);
        // Podman would add folders in memory to a read-only root; Docker adds none
        run.args(["--read-only-tmpfs=false", "--security-opt", "no-new-privileges", "--name", &name]);
        run.arg("--volume").arg(format!("{volume}:/data"));
        for (setting, value) in settings(&address) {
            run.arg("--env").arg(format!("{setting}={value}"));
        }
        run.arg(told("SOUK_TEST_IMAGE"));
        Self::start(run, name, volume, &address).await
    }

    /// The shop of compose.yaml, with this database in the place of its own.
    pub(crate) async fn compose(database: &str) -> Self {
        let (name, address) = (fresh_name(), free_address());
        let here = HERE.replace("{image}", &told("SOUK_TEST_IMAGE")).replace("{database}", database);
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.yaml"));
        fs::write(&file, here.replace("{address}", &address)).expect("a file");
        let mut up = Command::new(told("SOUK_TEST_COMPOSE"));
        up.args(["--project-name", &name, "--file", "compose.yaml", "--file"]).arg(&file);
        up.args(["up", "--detach", "--no-deps", "--no-build", "souk"]);
        up.current_dir(ROOT).env("SOUK_DB_PASSWORD", "unused").envs(settings(&address));
        let (container, volume) = (format!("{name}_souk_1"), format!("{name}_souk-data"));
        let shop = Self::start(up, container, volume, &address).await;
        fs::remove_file(file).expect("the file goes");
        shop
    }

    async fn start(mut start: Command, container: String, volume: String, address: &str) -> Self {
        // a second test of the same process finds it installed
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().redirect(Policy::none()).build().expect("an HTTP client");
        let shop = Self { api: Api::new(format!("http://{address}"), client), container, volume };
        let began = Instant::now();
        finished(&mut start);
        shop.wait_until_ready().await;
        // past the harness, which keeps to itself what a test prints that passes
        let told =
            format!("{} is ready {} ms after it was asked for", shop.container, began.elapsed().as_millis());
        writeln!(std::io::stdout(), "{told}").expect("somebody reads");
        shop
    }

    async fn wait_until_ready(&self) {
        until("the shop to be ready", || async move { self.api.is_ready().await.then_some(()) }).await;
        // as Docker asks: by the program itself, inside
        finished(&mut podman(&["healthcheck", "run", &self.container]));
    }

    /// Asserts that nothing but the volume is writable, and that the program has no rights of its own.
    pub(crate) async fn require_confined(&self) {
        const FACTS: &str = "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.SecurityOpt}} {{.Config.User}} \
                             {{len .EffectiveCaps}} {{len .BoundingCaps}}";
        let facts = finished(&mut podman(&["inspect", "--format", FACTS, &self.container]));
        assert_eq!(facts.trim(), "true [no-new-privileges] 10001:10001 0 0");
    }

    /// Stops it as a supervisor does, which must end well, and starts it again.
    pub(crate) async fn restart(&self) {
        finished(&mut podman(&["stop", "--time", "30", &self.container]));
        let code = finished(&mut podman(&["inspect", "--format", "{{.State.ExitCode}}", &self.container]));
        assert_eq!(code.trim(), "0", "it ends well when it is told to");
        finished(&mut podman(&["start", &self.container]));
        self.wait_until_ready().await;
    }

    /// Runs a command of the program inside; its stdout.
    pub(crate) async fn command(&self, args: &[&str]) -> String {
        finished(podman(&["exec", &self.container, "/souk"]).args(args))
    }
}

impl Console for Shop {
    async fn run(&self, args: &[&str]) -> String {
        self.command(args).await
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let logs = podman(&["logs", &self.container]).output().map(|output| written(&output));
            eprintln!("--- the log of {}\n{}\n---", self.container, logs.unwrap_or_default());
        }
        for removal in [["rm", "--force", &self.container], ["volume", "rm", &self.volume]] {
            let gone = podman(&removal).output().expect("it starts");
            // a second panic would hide the first
            assert!(gone.status.success() || std::thread::panicking(), "{removal:?}: {}", written(&gone));
        }
    }
}

/// What every shop is told here. The test bank listens beside the shop.
fn settings(address: &str) -> [(&'static str, String); 3] {
    [
        ("SOUK_LISTEN", address.to_owned()),
        ("SOUK_PUBLIC_URL", format!("http://{address}")),
        ("SOUK_PAYMENTS_SANDBOX", "true".to_owned()),
    ]
}

fn podman(args: &[&str]) -> Command {
    let mut podman = Command::new("podman");
    // of what it lacks here (systemd, for one) it tells on every call
    podman.args(["--log-level", "fatal"]).args(args);
    podman
}

/// Runs a command that must end well; its stdout.
fn finished(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().expect("it starts");
    assert!(output.status.success(), "{command:?}: {}", written(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("souktest{}x{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").to_string()
}

#[allow(clippy::disallowed_methods, reason = "what is tested, and with what, is said by the environment")]
fn told(name: &str) -> String {
    let value = env::var(name);
    value.unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test --only container`"))
}
