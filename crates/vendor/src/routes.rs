//! Every address of vendors' pages: one pattern and one builder each.

souk_ui::addresses! {
    /// What waits, and how it sells.
    HOME home() = souk_ui::routes::VENDOR_DESK;
    /// Where a member of several vendors says for which one to work.
    CHOOSE choose() = "/vendor/choose";
    /// How far the vendor is set up.
    ONBOARDING onboarding() = "/vendor/onboarding";
    /// What the vendor says of itself; its form posts to the same address.
    PROFILE profile() = "/vendor/settings/profile";
    /// Who acts for the vendor; the form that asks another posts to the same address.
    TEAM team() = "/vendor/settings/team";
    /// Where the form of one member posts.
    MEMBER member(id) = "/vendor/settings/team/{id}";
    /// Where the button posts that takes an invitation back.
    INVITATION invitation(id) = "/vendor/settings/invitations/{id}";
    /// When the vendor is away; its forms post to the same address.
    CLOSURE closure() = "/vendor/settings/closure";
    /// Where the vendor's money goes; its form posts to the same address.
    PAYOUT payout() = "/vendor/settings/payout";
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_address_stands_below_the_first() {
        assert_eq!(super::home(), "/vendor");
        assert!(super::choose().starts_with("/vendor/"));
    }
}
