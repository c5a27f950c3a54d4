//! One Chromium window.

use std::{fmt, path::PathBuf};

use fantoccini::{Client, ClientBuilder, Locator, error::CmdError, wd::WindowHandle};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

use super::{command::Command, given, keyboard, until::until};

/// What works in a container, and lets nothing but our pages use the network.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// How things are pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    Mouse,
    /// Tab to it, then Enter or Space; a mouse does not exist.
    Keyboard,
}

/// Whether pages may run script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    On,
    Off,
}

/// How wide a window is, and whether its owner likes the dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) width: u32,
    pub(crate) scheme: &'static str,
}

impl Window {
    pub(crate) const DESK: Self = Self { width: 1280, scheme: "light" };
    pub(crate) const DESK_DARK: Self = Self { width: 1280, scheme: "dark" };
    pub(crate) const PHONE: Self = Self { width: 390, scheme: "light" };
    pub(crate) const PHONE_DARK: Self = Self { width: 390, scheme: "dark" };
    /// The narrowest that everything must fit into (WCAG 1.4.10).
    pub(crate) const NARROW: Self = Self { width: 320, scheme: "light" };
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.width, self.scheme)
    }
}

/// A window. It must end with [`Browser::close`]; one that a failed test leaves goes with the chromedriver.
pub(crate) struct Browser {
    pub(super) client: Client,
    hand: Hand,
    home: String,
}

impl Browser {
    /// Opens a browser of its own, with nothing remembered, on the shop at `home`.
    pub(crate) async fn open(home: &str, window: Window, script: Script, hand: Hand) -> Self {
        let mut options = json!({"binary": given::chromium(), "args": FLAGS});
        if script == Script::Off {
            options["prefs"] = json!({"profile.managed_default_content_settings.javascript": 2});
        }
        let mut wanted = Map::new();
        wanted.insert("goog:chromeOptions".to_owned(), options);
        wanted.insert("goog:loggingPrefs".to_owned(), json!({"browser": "ALL", "performance": "ALL"}));
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(wanted).connect(&given::chromedriver()).await;
        let browser = Self { client: client.expect("a browser opens"), hand, home: home.to_owned() };
        browser.resize(window).await;
        browser.goto_url("data:text/html,<title>off</title><script>document.title='on'</script>").await;
        let runs = browser.client.title().await.expect("a title") == "on";
        assert_eq!(runs, script == Script::On, "whether pages may run script");
        browser
    }

    /// Whether an answer of the shop changes a part of the page, or is a page of its own, is the shop's to decide: so what
    /// follows a press is always waited for.
    pub(crate) async fn press(&self, css: &str) {
        match self.hand {
            Hand::Keyboard => keyboard::press(self, css).await,
            Hand::Mouse => {
                // as people do, who would not press what a bar at the edge of the window lies over
                const TO_THE_MIDDLE: &str = "document.querySelector(arguments[0])?.scrollIntoView({block: 'center', behavior: 'instant'})";
                until(&format!("{css} to be pressed"), || async move {
                    let found = self.client.find(Locator::Css(css)).await.ok()?;
                    self.client.execute(TO_THE_MIDDLE, vec![json!(css)]).await.ok()?;
                    found.click().await.ok()
                })
                .await;
            }
        }
    }

    /// Types into a field, after what stands in it was taken out.
    pub(crate) async fn fill(&self, css: &str, text: &str) {
        if self.hand == Hand::Keyboard {
            return keyboard::fill(self, css, text).await;
        }
        // a field that is swapped for a newer one meanwhile is filled again
        until(&format!("{css} to be filled"), || async move {
            let field = self.client.find(Locator::Css(css)).await.ok()?;
            field.clear().await.ok()?;
            field.send_keys(text).await.ok()
        })
        .await;
    }

    /// Chooses files, as many as there are at once.
    pub(crate) async fn attach(&self, css: &str, files: &[PathBuf]) {
        let paths: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        let chosen = self.find(css).await.send_keys(&paths.join("\n")).await;
        chosen.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Chooses from a list by the words that people see.
    pub(crate) async fn choose(&self, css: &str, words: &str) {
        if self.hand == Hand::Keyboard {
            return keyboard::choose(self, css, words).await;
        }
        let found = self.find(css).await.select_by_label(words).await;
        found.unwrap_or_else(|error| panic!("{css} has no {words}: {error}"));
    }

    /// Waits until an element is there, and sees it.
    pub(crate) async fn wait_for(&self, css: &str) {
        self.find(css).await;
    }

    /// Waits until an element has these words in it.
    pub(crate) async fn wait_for_words(&self, css: &str, words: &str) {
        let what = format!("“{words}” in {css}");
        until(&what, || async move {
            let texts = self.texts_now(css).await.ok()?;
            texts.iter().any(|text| text.contains(words)).then_some(())
        })
        .await;
    }

    async fn find(&self, css: &str) -> fantoccini::elements::Element {
        until(css, || async move { self.client.find(Locator::Css(css)).await.ok() }).await
    }

    /// The words of every element that fits, in the order of the page.
    pub(crate) async fn texts(&self, css: &str) -> Vec<String> {
        self.texts_now(css).await.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    /// The words of the first element that fits.
    pub(crate) async fn text(&self, css: &str) -> String {
        self.wait_for(css).await;
        self.texts(css).await.into_iter().next().unwrap_or_default()
    }

    async fn texts_now(&self, css: &str) -> Result<Vec<String>, CmdError> {
        const READ: &str = "return [...document.querySelectorAll(arguments[0])]\
                            .map(e => e.textContent.replace(/\\s+/g, ' ').trim())";
        let texts = self.client.execute(READ, vec![json!(css)]).await?;
        Ok(serde_json::from_value(texts).expect("texts"))
    }

    /// How many elements fit now.
    pub(crate) async fn count(&self, css: &str) -> usize {
        self.texts(css).await.len()
    }

    /// Asks the page something by a script with a `return`; it runs even where pages may not.
    pub(crate) async fn ask(&self, script: &str, args: Vec<Value>) -> Value {
        self.client.execute(script, args).await.unwrap_or_else(|error| panic!("{script:.200}: {error}"))
    }

    /// The same for what takes time: the script calls its last argument with the answer.
    pub(crate) async fn ask_later(&self, script: &str, args: Vec<Value>) -> Value {
        self.client.execute_async(script, args).await.unwrap_or_else(|error| panic!("{script:.200}: {error}"))
    }

    /// Opens a page of the shop.
    pub(crate) async fn goto(&self, path: &str) {
        self.goto_url(&format!("{}{path}", self.home)).await;
    }

    /// Shows this HTML on an empty page.
    pub(crate) async fn show(&self, html: &str) {
        self.goto_url("about:blank").await;
        let frames = self.devtools("Page.getFrameTree", &json!({})).await;
        let content = json!({"frameId": frames["frameTree"]["frame"]["id"], "html": html});
        self.devtools("Page.setDocumentContent", &content).await;
    }

    pub(crate) async fn goto_url(&self, url: &str) {
        self.client.goto(url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// The window that is looked at.
    pub(crate) async fn window(&self) -> WindowHandle {
        self.client.window().await.expect("a window")
    }

    /// Opens another window of the same browser, and looks at it.
    pub(crate) async fn open_window(&self) {
        let opened = self.client.new_window(true).await.expect("a window");
        self.show_window(opened.handle).await;
    }

    /// Looks at another window of the same browser.
    pub(crate) async fn show_window(&self, window: WindowHandle) {
        self.client.switch_to_window(window).await.expect("the window is there");
    }

    /// The page before this one.
    pub(crate) async fn back(&self) {
        self.client.back().await.expect("a page before this one");
    }

    /// Makes the window of this width, for an owner who likes it so.
    pub(crate) async fn resize(&self, window: Window) {
        self.measure(window.width, if window.width < 600 { 844 } else { 900 }).await;
        let features = json!([{"name": "prefers-color-scheme", "value": window.scheme},
                              {"name": "prefers-reduced-motion", "value": "reduce"}]);
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": features })).await;
    }

    pub(crate) async fn measure(&self, width: u32, height: u64) {
        // not as a phone: there a page that is too wide makes the window wider, and nothing would be seen
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", &size).await;
    }

    /// What the window shows, as PNG.
    pub(crate) async fn screenshot(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a picture")
    }

    pub(crate) async fn devtools(&self, method: &str, params: &Value) -> Value {
        let answer = self.client.issue_cmd(Command::devtools(method, params)).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// What was logged since the last reading.
    pub(crate) async fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.client.issue_cmd(Command::log(kind)).await.expect("a log");
        entries.as_array().cloned().unwrap_or_default()
    }

    /// The value of a cookie that the browser holds.
    pub(crate) async fn cookie(&self, name: &str) -> String {
        let cookie = self.client.get_named_cookie(name).await;
        cookie.unwrap_or_else(|error| panic!("{name}: {error}")).value().to_owned()
    }

    /// Gives the browser a cookie of the shop.
    pub(crate) async fn set_cookie(&self, name: &str, value: &str) {
        let params =
            json!({"name": name, "value": value, "url": self.home, "httpOnly": true, "sameSite": "Lax"});
        self.devtools("Network.setCookie", &params).await;
    }

    /// Takes a cookie of the shop away.
    pub(crate) async fn drop_cookie(&self, name: &str) {
        self.devtools("Network.deleteCookies", &json!({"name": name, "url": self.home})).await;
    }

    pub(crate) async fn close(self) {
        self.client.close().await.expect("the browser closes");
    }
}
