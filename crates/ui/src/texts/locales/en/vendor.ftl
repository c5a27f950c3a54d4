desk-portal = Vendor portal
desk-places = Places
desk-home = Home
desk-sandbox = Test shop. Nothing here is sent, and no money moves.
desk-shop = See the shop
desk-own-page = See my page
desk-role-at = { $role } at { $vendor }
desk-work-for = Work for
desk-pending = The market has not approved this vendor yet. Nothing of it is shown in the shop.
desk-suspended = This vendor is suspended: nothing of it is shown in the shop. What was ordered is still to be sent.
role-owner = Owner
role-manager = Manager
role-fulfilment = Fulfilment
role-read-only = Reader
needs-title = Needs you
need-to-ship = To ship
need-late = { $count ->
    [one] One is late
   *[other] { $count } are late
}
need-in-time = All in time
door-title = Sell here
door-lead = This is where sellers work: their orders, their stock and their money. Your account belongs to no seller yet.
door-write = Apply, and tell us who you are and what you make.
door-approve = We look at it, and open your shop.
door-begin = You list your first things, and the first orders come.
door-invited = Were you invited by a seller? Follow the link of the letter with this account.
