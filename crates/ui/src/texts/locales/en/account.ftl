# Signing in, registering, links sent by mail, and what an account's owner sees.
account-menu = account menu
cancel = Cancel

gate-why = What an account is good for
gate-new = New here?
gate-orders = Orders in one place
gate-orders-more = Track each shipment, and buy again.
gate-addresses = Nothing typed twice
gate-addresses-more = Addresses and your cart wait for you in every browser.
gate-yours = Yours to keep or take away
gate-yours-more = Download what is kept about you, or delete it, at any time.

field-first-name = First name
field-last-name = Last name
field-username = Username
field-phone = Phone
field-password = Password
field-new-password = New password
field-current-password = Current password
field-new-email = New e-mail
password-hint = Three or four words do well. Anything you like may stand in it.
password-show = Show

login-title = Sign in
login-lead = With your username or e-mail address.
login-name = Username or e-mail
login-forgot = Forgot the password?
login-back = Back to signing in
login-code-title = One more step
login-code-lead = { $name } asks for a code of the authenticator app, or one of the recovery codes.
login-code = Code
login-code-hint = Six digits, or a recovery code.
login-other = Start again
login-took-long = That took too long. Enter the password once more.

register-title = Create an account
register-have = Have one already?
register-email-hint = We send one e-mail to check it, then order updates. Nothing else.
register-more = Choose a username, add a phone
register-username-hint = Letters, digits, dots and dashes. Left empty, one is made of the e-mail address.
register-phone-hint = Optional. Only for the carrier, when a delivery fails.
register-accept = By creating an account you accept the

checkout-have = Have an account?
checkout-saved = Your addresses
checkout-join = Create an account with this order
checkout-join-hint = Optional. Three or four words do well; your orders are kept in your account.
checkout-keep = Keep this address in my account

join-title = Keep this order in an account
join-lead = A password is all that is missing. Sign in with { $email } from then on.

verify-title = Confirm your e-mail address
verify-account = This link belongs to the account “{ $username }”.
verify-address = It confirms { $email } for that account.
verify-lead = Orders placed with this address as a guest then join the account.
verify-stranger = If you do not know this account, close this page: nothing happens.
verify-password = Password of this account
verify-password-hint = You are not signed in to it here. The password shows that it is yours.
verify-button = Confirm the address
forgot-title = Forgot the password?
forgot-lead = Tell us the e-mail address of the account, and we send a link that sets a new one.
forgot-button = Send the link
reset-title = Set a new password
reset-first-title = Set your password
reset-lead = Afterwards you are signed out everywhere, and sign in with the new one.
dead-link-title = This link does not work any more
dead-link-lead = Each link works once, and for a while. Ask for a new one: for a password here, for an address in your account.
dead-link-reset = New link for the password
dead-link-account = To the account
setup-title = Open your market
setup-lead = What it is called, where it is, and who runs it. All of it can be changed later.
setup-name = Name of the market
setup-name-hint = Buyers read it on every page and in every e-mail.
setup-currency = Currency
setup-currency-hint = Three letters, such as USD or EUR.
setup-currency-wrong = A currency has three letters, such as USD or EUR.
setup-tax = Sales tax or VAT, in percent
setup-tax-hint = On orders within the country above, such as 8.25. Leave it empty for none.
setup-tax-wrong = A rate is from 0 to 100, with two decimals at most, such as 8.25. Leave it empty for none.
setup-tax-included = Prices include it
setup-email = Your e-mail
setup-button = Open the market

account-title = Your account
account-nav = Your account
account-overview = Overview
account-orders = Orders
account-addresses = Addresses
account-profile = Profile
account-security = Security
account-security-see = Manage
account-security-more = Password, two-step verification, and where you are signed in.
account-data = Your data
account-sign-out = Sign out
account-hello = Hello, { $name }
account-email-proven = Confirmed
account-email-open = Not confirmed yet
account-email-unproven = Confirm your e-mail address by the link we sent. Orders you placed as a guest join the account then.
account-email-lost = Somebody else confirmed the e-mail address of this account. Set another one.
account-email-set = Set an address
account-verify-again = Send it again
account-latest = Latest orders
account-orders-all = { $count ->
    [one] Your orders
   *[other] All { $count } orders
}
account-orders-count = { $count ->
    [one] One order
   *[other] { $count } orders
}
account-no-orders = No orders yet
account-no-orders-more = Your orders appear here, with tracking.
account-goes = Shipping address
account-no-address = No address yet. Add one, and checkout knows it.
account-order-more = more items
account-order-see = See order
account-order-again = Buy again
account-too-many = Too many tries. Wait { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}, then try again.
account-changed-meanwhile = This was changed elsewhere meanwhile. Look it over and save it again.

account-done-registered = Your account is ready. We sent you a link to confirm the e-mail address.
account-done-verified = Your e-mail address is confirmed.
account-done-verify-sent = The link is on its way.
account-done-reset = Your password is set. Sign in with it.
account-done-asked = If an account has that address, a link is on its way. It works for one hour.
account-done-out = You are signed out.
account-done-left = Your account is deleted. What the books must keep has no name on it.
account-done-setup = The market is open, and you run it.
account-done-address = The address is saved.
account-done-address-removed = The address is gone.
account-done-profile = Saved.
account-done-password = Your password is changed. Every other place is signed out.
account-done-email = We sent a link to the new address. It counts once you open it.
account-done-codes-off = Two-step verification is off.
account-done-session = That place is signed out.
account-done-sessions = Every other place is signed out.

address-add = Add an address
address-none = No address yet
address-none-more = Save where your orders go, and checkout needs no typing.
address-is-shipping = Default shipping
address-is-billing = Default billing
address-edit = Edit
address-remove = Remove
address-new-title = A new address
address-edit-title = Edit the address
address-country-chosen = Show the fields of this country
address-make-shipping = Use as the default shipping address
address-make-billing = Use as the default billing address
address-save = Save the address

profile-username-hint = You can sign in by it. Nobody else sees it.
profile-save = Save

security-change = Change
security-password = Changing it signs out every other place.
security-no-email = None
password-title = Change the password
password-lead = Every other place where you are signed in will ask for the new one.
password-save = Save the password
email-title = Change the e‑mail address
email-lead = We send a link to the new address. Until you open it, nothing changes.
email-now = Now it is { $email }.
email-save = Send the link
codes-asked-by-role = Your role asks for two-step verification. Set it up here; until then nothing else is open to you.
codes-title = Two-step verification
codes-lead = A code that changes every 30 seconds, asked after the password: who learns the password alone does not get in.
codes-on = On
codes-off = Off. A password is all it takes.
codes-set-up = Set up
codes-are-on = Signing in asks for a code.
codes-left = { $count ->
    [0] No recovery codes are left.
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}
codes-start = Set up two-step verification
codes-qr = QR code with the secret for the authenticator app. The same secret stands beside it as text.
codes-scan = Scan this with an authenticator app.
codes-type = Or type the secret in:
codes-then = Enter the code that the app shows.
codes-code-hint = Six digits.
codes-confirm = Turn it on
codes-renew = New recovery codes
codes-stop = Turn it off
codes-told = Keep these recovery codes
codes-told-more = Each gets you in once when the app is not at hand. They are shown now and never again.
codes-kept = I have kept them
sessions-title = Where you are signed in
sessions-lead = Sign out what you do not know, then change the password.
session-this = This one
session-seen = Last used
session-since = since
session-end = Sign out
sessions-more = { $count ->
    [one] One more was used longer ago than these. Signing out all others ends it too.
   *[other] { $count } more were used longer ago than these. Signing out all others ends them too.
}
sessions-end-others = Sign out all others
sessions-end-all = Sign out everywhere
device-browser-on = { $browser } on { $system }
device-unknown = An unnamed program

data-take = Download your data
data-take-more = Profile, addresses, sessions and orders in one file that programs can read.
data-download = Download my data
data-leave = Delete the account
data-leave-more = Name, addresses and sessions are removed at once. Orders stay in the sellers' books without your name once they are done.
data-under-way = { $count ->
    [one] One order is still under way. Afterwards you see it only by the link in its e-mail: keep that e-mail.
   *[other] { $count } orders are still under way. Afterwards you see them only by the links in their e-mails: keep those e-mails.
}
data-delete = Delete my account
