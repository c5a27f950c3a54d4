use souk_db::{Statement, params};

use crate::{Ctx, Result, check::Finding};

/// Findings of one rule: whoever mends a thousand rows mends them by their cause, which a hundred show.
const MOST: usize = 100;

/// One thing that must not be, as the question that finds it.
///
/// The statement answers, for each thing that is wrong, its id and two figures; its one place takes the most rows it may
/// answer.
pub(super) struct Rule {
    pub(super) invariant: u8,
    pub(super) code: &'static str,
    pub(super) statement: &'static Statement,
    /// How the id is written.
    pub(super) subject: fn([u8; 16]) -> String,
    /// What is wrong; `{a}` and `{b}` are the two figures.
    pub(super) words: &'static str,
}

impl Rule {
    pub(super) async fn ask(&self, ctx: &Ctx<'_>) -> Result<Vec<Finding>> {
        // one more, to see whether there are others
        let rows: Vec<([u8; 16], i64, i64)> = ctx.tx.list(self.statement, params![MOST as i64 + 1]).await?;
        let more = rows.len() > MOST;
        let mut findings: Vec<Finding> =
            rows.into_iter().take(MOST).map(|(id, a, b)| self.finding(id, a, b)).collect();
        if let Some(last) = findings.last_mut().filter(|_| more) {
            last.detail.push_str(" (there are more of this kind: mend these and check again)");
        }
        Ok(findings)
    }

    fn finding(&self, id: [u8; 16], a: i64, b: i64) -> Finding {
        let detail = self.words.replace("{a}", &a.to_string()).replace("{b}", &b.to_string());
        Finding { invariant: self.invariant, code: self.code, subject: (self.subject)(id), detail }
    }
}

/// A rule: invariant, code, kind of its subject, words, statement without its end.
macro_rules! rule {
    ($invariant:literal, $code:literal, $id:ident, $words:literal, $($sql:expr),+ $(,)?) => {
        $crate::check::store::rule::Rule {
            invariant: $invariant,
            code: $code,
            statement: souk_db::sql!(concat!($($sql,)+ " order by 1 limit ?")),
            subject: |id| souk_domain::ids::$id::from_bytes(id).to_string(),
            words: $words,
        }
    };
}
pub(super) use rule;
