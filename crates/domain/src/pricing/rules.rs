//! Tax rules, as values.

/// What tax is due where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRules {
    /// The rate where no rule fits, in basis points.
    pub default_bps: u32,
    /// Whether prices include tax where no rule says otherwise.
    pub included: bool,
    /// Whether shipping is taxed where no rule fits.
    pub taxes_shipping: bool,
    /// Rules by place; one with a region outranks one without, the earlier wins among equals.
    pub rules: Vec<TaxRule>,
}

impl Default for TaxRules {
    /// 6 % on lines, on top of the price, not on shipping.
    fn default() -> Self {
        Self { default_bps: 600, included: false, taxes_shipping: false, rules: Vec::new() }
    }
}

/// The tax of one country, or of one region of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRule {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The region by its code, compared without case; `None` for the whole country.
    pub region: Option<String>,
    /// The rate in basis points.
    pub bps: u32,
    /// Whether shipping is taxed at that rate.
    pub taxes_shipping: bool,
    /// Whether prices include the tax; `None` as the default says.
    pub included: Option<bool>,
}
