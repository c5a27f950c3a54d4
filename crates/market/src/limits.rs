use jiff::SignedDuration;

/// How long money and stock wait for whom, and how much one stranger may ask. The defaults are the rules of the market;
/// tests shorten waits.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A gateway call that has not answered by then is in doubt.
    pub gateway_timeout: SignedDuration,
    /// A carrier that has not said by then what a parcel costs is done without.
    pub carrier_timeout: SignedDuration,
    /// A provider of taxes that has not answered by then is done without.
    pub tax_timeout: SignedDuration,
    /// A request that holds an idempotency record longer than this is taken for dead.
    pub idempotency_lease: SignedDuration,
    /// How long an answer is kept under its idempotency key.
    pub idempotency_life: SignedDuration,
    /// How long it is kept who was sent which letter, and what it told.
    pub mails_kept: SignedDuration,
    /// The time between two looks at an attempt whose outcome is not known.
    pub doubt_check: SignedDuration,
    /// Unpaid orders one account may have, and guests under one e-mail address from one client.
    pub unpaid_per_email: u32,
    /// Unpaid orders one client network may have.
    pub unpaid_per_client: u32,
    /// Carts that one client network may begin in an hour without signing in.
    pub carts_per_client: u32,
    /// How long the cart of somebody who never signed in is kept untouched.
    pub guest_carts_kept: SignedDuration,
    /// Attempts one order may see.
    pub attempts_per_order: u32,
    /// Declined cards in a quarter of an hour, for one client or one e-mail address.
    pub declines_per_quarter_hour: u32,
    /// Declined cards in a quarter of an hour in the whole market: more is an attack.
    pub declines_overall: u32,
    /// How long an import works before other vendors' have a turn: well below the deadline of a job.
    pub import_step: SignedDuration,
    /// Characters a new password has at least; never fewer than the floor of the rule.
    pub password_min_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            gateway_timeout: SignedDuration::from_secs(20),
            carrier_timeout: SignedDuration::from_secs(2),
            tax_timeout: SignedDuration::from_secs(2),
            idempotency_lease: SignedDuration::from_secs(60),
            idempotency_life: SignedDuration::from_hours(24),
            mails_kept: SignedDuration::from_hours(24 * 30),
            doubt_check: SignedDuration::from_secs(30),
            unpaid_per_email: 3,
            unpaid_per_client: 10,
            carts_per_client: 300,
            guest_carts_kept: SignedDuration::from_hours(24 * 60),
            attempts_per_order: 5,
            declines_per_quarter_hour: 10,
            declines_overall: 500,
            import_step: SignedDuration::from_secs(15),
            password_min_chars: souk_domain::account::DEFAULT_PASSWORD_CHARS,
        }
    }
}
