//! Looking at the first page.

use axum::http::StatusCode;
use axum::response::Response;
use souk_http::Result;
use souk_market::portal::{self, Waiting};
use souk_ui::request::setting;
use souk_ui::texts::say;

use crate::prelude::*;
use crate::shared::{Entrance, private};

/// What waits for a vendor.
#[derive(Clone, Debug, Template)]
#[template(path = "home/home.html")]
pub struct HomePage {
    pub frame: Frame,
    pub desk: Desk,
    pub needs: Vec<Need>,
}

/// How to become a vendor.
#[derive(Clone, Debug, Template)]
#[template(path = "home/door.html")]
pub struct DoorPage {
    pub frame: Frame,
}

/// Something that waits, counted.
#[derive(Clone, Debug)]
pub struct Need {
    pub count: i64,
    pub icon: &'static str,
    pub words: String,
    /// What is said below the words.
    pub more: String,
    pub href: &'static str,
    /// Whether it should have been done by now.
    pub is_late: bool,
}

/// `GET /vendor`.
pub(super) async fn show(entrance: Entrance) -> Result<Response> {
    let worker = match entrance {
        Entrance::Worker(worker) => worker,
        Entrance::Stranger(http, request) => {
            let frame = setting(&http, &request).await?.frame;
            return Ok(private(StatusCode::OK, &DoorPage { frame }));
        }
    };
    let around = portal::around(worker.http.app(), worker.seat).await?;
    let (frame, desk) = worker.frame(&around);
    Ok(private(StatusCode::OK, &HomePage { frame, desk, needs: needs(&around.waiting) }))
}

pub(super) fn needs(waiting: &Waiting) -> Vec<Need> {
    let is_late = waiting.late > 0;
    let late = usize::try_from(waiting.late).unwrap_or_default();
    let to_ship = Need {
        count: waiting.to_ship,
        icon: "truck",
        words: say("need-to-ship", &[]),
        more: if is_late { say("need-late", &[("count", &late)]) } else { say("need-in-time", &[]) },
        href: ways::home(),
        is_late,
    };
    vec![to_ship]
}
