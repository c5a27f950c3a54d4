//! What the pages of promotions ask, for whoever it is: the market's people and vendors alike.

use souk_domain::address::Country;
use souk_domain::ids::{PromotionCodeId, PromotionId};
use souk_domain::money::Currency;
use souk_domain::pricing::Destination;
use souk_domain::refusal::RequestRefusal;
use souk_http::{Result, to_the_end};
use souk_market::cart::{self, CartToSimulate};
use souk_market::promotions::{self, PromotionPatch, PromotionSheet, Whose};
use souk_market::{Actor, App, settings};

use super::{
    CODES_FIELDS, CodeRow, PromotionRow, Trial, TrialQuery, TrialResult, Typed, field_of, read_codes,
    read_lines,
};
use crate::desk::{Fields, Mistakes, once};
use crate::texts::say;

/// Rows on one page.
const ROWS: u32 = 24;

/// Whose promotions are worked on, and by whom.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub app: &'a App,
    pub actor: Actor,
    pub whose: Whose,
}

/// What a form came to: what was done, or what is wrong with it.
pub type Done<T> = std::result::Result<T, Mistakes>;

impl Desk<'_> {
    /// A page of promotions, and the cursor of the next.
    pub async fn list(&self, after: Option<String>) -> Result<(Vec<PromotionRow>, Option<String>)> {
        let found = promotions::list_promotions(self.app, self.actor, self.whose, (after, ROWS)).await?;
        let now = self.app.now();
        Ok((found.items.iter().map(|view| PromotionRow::of(view, now)).collect(), found.next))
    }

    /// One promotion. Errors: it is not there.
    pub async fn one(&self, id: PromotionId) -> Result<PromotionSheet> {
        Ok(promotions::show_promotion_sheet(self.app, self.actor, (self.whose, id)).await?)
    }

    /// A page of its codes, and the cursor of the next.
    pub async fn codes(
        &self,
        id: PromotionId,
        after: Option<String>,
    ) -> Result<(Vec<CodeRow>, Option<String>)> {
        let page = (after, ROWS);
        let found = promotions::list_promotion_codes(self.app, self.actor, (self.whose, id), page).await?;
        Ok((found.items.iter().map(CodeRow::of).collect(), found.next))
    }

    /// What amounts are in.
    pub async fn currency(&self) -> Result<Currency> {
        Ok(settings::show_market(self.app, self.actor).await?.currency)
    }

    /// Makes the promotion that a form describes.
    pub async fn add(&self, typed: &Typed) -> Result<Done<()>> {
        let draft = match self.draft(typed).await? {
            Ok(draft) => draft,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let guard = once(typed.fields().get("key"), |_| String::new());
        let new = (draft, typed.code());
        let made = promotions::create_promotion(self.app, self.actor, self.whose, new, guard);
        told(to_the_end(made).await?.map(|_made| ()))
    }

    /// Changes a promotion to what a form describes.
    pub async fn change(&self, id: PromotionId, typed: &Typed) -> Result<Done<()>> {
        let draft = match self.draft(typed).await? {
            Ok(draft) => draft,
            Err(wrong) => return Ok(Err(wrong)),
        };
        // what was typed by hand fits no revision
        let patch = PromotionPatch::whole(draft, Some(typed.fields().revision().unwrap_or(-1)));
        let changed = promotions::change_promotion(self.app, self.actor, (self.whose, id), patch).await;
        told(changed.map(|_changed| ()))
    }

    async fn draft(&self, typed: &Typed) -> Result<Done<souk_domain::promotion::PromotionDraft>> {
        let currency = self.currency().await?;
        match promotions::read_scope(self.app, self.actor, self.whose, typed.targets()).await {
            Ok(scope) => Ok(typed.draft(scope, currency)),
            Err(error) => Ok(Err(Mistakes::of(error, field_of)?)),
        }
    }

    /// Ends a promotion for good.
    pub async fn end(&self, id: PromotionId, sent: &Fields) -> Result<Done<()>> {
        sent.only(&["revision"], &[])?;
        let expected = Some(sent.revision().unwrap_or(-1));
        let ended = promotions::archive_promotion(self.app, self.actor, (self.whose, id), expected).await;
        told(ended.map(|_ended| ()))
    }

    /// Makes the codes that a form asks for.
    pub async fn make_codes(&self, id: PromotionId, sent: &Fields) -> Result<Done<()>> {
        sent.only(CODES_FIELDS, &[])?;
        let new = match read_codes(sent) {
            Ok(new) => new,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let named = (self.whose, id);
        let made = promotions::create_promotion_codes(self.app, self.actor, named, new, sent.once());
        told(to_the_end(made).await?.map(|_made| ()))
    }

    /// Takes a code back.
    pub async fn end_code(&self, id: PromotionId, sent: &Fields) -> Result<()> {
        sent.only(&["code"], &[])?;
        let code: PromotionCodeId = sent.get("code").parse().map_err(|_| RequestRefusal::NotFound)?;
        Ok(promotions::withdraw_promotion_code(self.app, self.actor, (self.whose, id), code).await?)
    }

    /// All codes as a file.
    pub async fn codes_file(&self, id: PromotionId) -> Result<String> {
        Ok(promotions::promotion_codes_as_csv(self.app, self.actor, (self.whose, id)).await?)
    }

    /// What a cart would cost, as far as something was asked.
    pub async fn try_cart(&self, asked: &TrialQuery) -> Result<Trial> {
        let mut trial = Trial {
            things: asked.things.clone(),
            codes: asked.codes.clone(),
            country: asked.country.clone(),
            ..Trial::default()
        };
        if !asked.is_asked() {
            return Ok(trial);
        }
        let mut lines = Vec::new();
        match read_lines(&asked.things) {
            Ok(typed) => {
                for (thing, quantity) in typed {
                    let found = promotions::find_variant(self.app, self.actor, self.whose, thing.clone());
                    match found.await? {
                        Some(variant) => lines.push((variant, quantity)),
                        None => trial.wrong = say("trial-thing-wrong", &[("thing", &thing)]),
                    }
                }
            }
            Err(words) => trial.wrong = words,
        }
        let destination = match asked.country.trim() {
            "" => None,
            typed => match Country::of(&typed.to_uppercase()) {
                Some(country) => Some(Destination {
                    country: country.code.to_owned(),
                    region: None,
                    postal_code: String::new(),
                }),
                None => {
                    trial.wrong = say("trial-country-wrong", &[]);
                    None
                }
            },
        };
        if !trial.wrong.is_empty() {
            return Ok(trial);
        }
        let of = match self.whose {
            Whose::Own(vendor) => Some(vendor),
            Whose::Market | Whose::Vendor(_) => None,
        };
        let tried = CartToSimulate { lines, codes: asked.codes(), destination, ..CartToSimulate::default() };
        match cart::simulate_cart(self.app, self.actor, of, tried).await {
            Ok(simulated) => trial.result = Some(TrialResult::of(&simulated)),
            Err(error) => {
                let wrong = Mistakes::of(error, |_| String::new())?;
                trial.wrong = wrong.all().into_iter().map(|wrong| wrong.words).collect::<Vec<_>>().join(" ");
            }
        }
        Ok(trial)
    }
}

fn told(done: souk_market::Result<()>) -> Result<Done<()>> {
    match done {
        Ok(()) => Ok(Ok(())),
        Err(error) => Ok(Err(Mistakes::of(error, field_of)?)),
    }
}
