use std::fmt;

use souk_domain::{
    account::{Permission, Permissions},
    ids::{AccountId, ApiKeyId, VendorId},
    order::ActorKind,
    refusal::{RequestRefusal, VendorRefusal},
    vendor::{MemberRole, VendorPermission},
};

use crate::{BoxFuture, Result, trail::Who};

/// Who does something: recorded with every step, and asked by every permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whoever holds the capability of a cart or an order; nobody we know by name.
    Guest,
    /// Somebody who is signed in, as a buyer.
    Account { account: AccountId },
    /// A vendor, through one of its API keys.
    Vendor { vendor: VendorId, key: ApiKeyId },
    /// A member of a vendor who is signed in and acts for it.
    VendorMember { vendor: VendorId, account: AccountId, role: MemberRole },
    /// A member of the staff who is signed in and acts for a vendor, as one of its managers would.
    Acting { vendor: VendorId, account: AccountId },
    /// The market's staff, through an API key, with what who made it may do today; `None`: the operator made it.
    Staff { key: ApiKeyId, account: Option<AccountId>, permissions: Permissions },
    /// A member of the staff who is signed in.
    Member { account: AccountId, permissions: Permissions },
    /// The operator at the machine's command line.
    Operator,
    /// Souk itself: sweeper, jobs, webhooks.
    System,
}

impl Actor {
    /// The kind that the state machine of an order knows.
    pub fn kind(&self) -> ActorKind {
        match self {
            Self::Guest | Self::Account { .. } => ActorKind::Buyer,
            Self::Vendor { .. } | Self::VendorMember { .. } | Self::Acting { .. } => ActorKind::Vendor,
            Self::Staff { .. } | Self::Member { .. } | Self::Operator => ActorKind::Staff,
            Self::System => ActorKind::System,
        }
    }

    /// The account or API key that owns this one's idempotency keys; `None`: whoever it is owns none.
    pub(crate) fn key_owner(&self) -> Option<[u8; 16]> {
        match self {
            Self::Account { account }
            | Self::Member { account, .. }
            | Self::VendorMember { account, .. }
            | Self::Acting { account, .. } => Some(*account.as_bytes()),
            Self::Vendor { key, .. } | Self::Staff { key, .. } => Some(*key.as_bytes()),
            Self::Guest | Self::Operator | Self::System => None,
        }
    }

    /// What it may do as one of the staff. The operator and Souk itself may do everything.
    pub fn permissions(&self) -> Permissions {
        match self {
            Self::Staff { permissions, .. } | Self::Member { permissions, .. } => *permissions,
            Self::Operator | Self::System => Permissions::all(),
            Self::Guest
            | Self::Account { .. }
            | Self::Vendor { .. }
            | Self::VendorMember { .. }
            | Self::Acting { .. } => Permissions::NONE,
        }
    }

    /// Errors: it lacks the permission.
    pub(crate) fn require(&self, permission: Permission) -> Result<()> {
        if self.permissions().has(permission) {
            Ok(())
        } else {
            Err(RequestRefusal::Forbidden { permission: permission.as_str() }.into())
        }
    }

    /// A use case of the staff, for who has its permission. Errors: it lacks; those of the use case.
    pub(crate) fn permitted<T: Send + 'static>(
        self,
        permission: Permission,
        use_case: BoxFuture<'static, Result<T>>,
    ) -> BoxFuture<'static, Result<T>> {
        match self.require(permission) {
            Ok(()) => use_case,
            Err(refused) => Box::pin(std::future::ready(Err(refused))),
        }
    }

    /// Who is signed in, if it is a person.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account { account }
            | Self::Member { account, .. }
            | Self::VendorMember { account, .. }
            | Self::Acting { account, .. } => Some(*account),
            _ => None,
        }
    }

    /// The vendor it acts for, if it does.
    pub fn vendor(&self) -> Option<VendorId> {
        match self {
            Self::Vendor { vendor, .. } | Self::VendorMember { vendor, .. } | Self::Acting { vendor, .. } => {
                Some(*vendor)
            }
            _ => None,
        }
    }

    /// Whether everything that it changes is written down: it is of the staff, or of a vendor.
    pub(crate) fn is_watched(&self) -> bool {
        match self {
            Self::Vendor { .. }
            | Self::VendorMember { .. }
            | Self::Acting { .. }
            | Self::Staff { .. }
            | Self::Member { .. } => true,
            Self::Guest | Self::Account { .. } | Self::Operator | Self::System => false,
        }
    }

    /// Who it is, as it is written down. Of a vendor's key the key is named: the vendor stands beside it.
    pub(crate) fn who(&self) -> Who {
        let actor = match self {
            Self::Vendor { key, .. } => format!("vendor:{key}"),
            _ => self.to_string(),
        };
        let account = match self {
            Self::Staff { account, .. } => *account,
            _ => self.account(),
        };
        Who { actor, account, vendor: self.vendor() }
    }

    /// Errors: it does not act for that vendor, or its role does not include it. The operator and Souk itself may do everything.
    pub(crate) fn require_of(&self, vendor: VendorId, permission: VendorPermission) -> Result<()> {
        let role = match self {
            Self::Operator | Self::System => return Ok(()),
            Self::Vendor { vendor: own, .. } if *own == vendor => MemberRole::OF_A_KEY,
            Self::VendorMember { vendor: own, role, .. } if *own == vendor => *role,
            Self::Acting { vendor: own, .. } if *own == vendor => MemberRole::OF_STAFF,
            // what belongs to another vendor does not exist
            Self::Vendor { .. } | Self::VendorMember { .. } | Self::Acting { .. } => {
                return Err(RequestRefusal::NotFound.into());
            }
            Self::Guest | Self::Account { .. } | Self::Staff { .. } | Self::Member { .. } => {
                return Err(RequestRefusal::Forbidden { permission: permission.as_str() }.into());
            }
        };
        if role.may(permission) {
            Ok(())
        } else {
            Err(VendorRefusal::RoleLacks { permission: permission.as_str() }.into())
        }
    }

    /// A use case of a vendor, for who acts for it and whose role includes it. Errors: as [`Actor::require_of`]; those of the use
    /// case.
    pub(crate) fn permitted_of<T: Send + 'static>(
        self,
        vendor: VendorId,
        permission: VendorPermission,
        use_case: BoxFuture<'static, Result<T>>,
    ) -> BoxFuture<'static, Result<T>> {
        match self.require_of(vendor, permission) {
            Ok(()) => use_case,
            Err(refused) => Box::pin(std::future::ready(Err(refused))),
        }
    }
}

/// As recorded: `guest`, `account:acct_…`, `vendor:vend_…` or `vendor:acct_…`, `acting:acct_…`, `staff:key_…` or `staff:acct_…`, `operator`, `system`.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Guest => f.write_str("guest"),
            Self::Account { account } => write!(f, "account:{account}"),
            Self::Vendor { vendor, .. } => write!(f, "vendor:{vendor}"),
            Self::VendorMember { account, .. } => write!(f, "vendor:{account}"),
            Self::Acting { account, .. } => write!(f, "acting:{account}"),
            Self::Staff { key, .. } => write!(f, "staff:{key}"),
            Self::Member { account, .. } => write!(f, "staff:{account}"),
            Self::Operator => f.write_str("operator"),
            Self::System => f.write_str("system"),
        }
    }
}
