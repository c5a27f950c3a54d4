mail-placed-subject = Your order { $number } at { $market }
mail-placed-lead = Your order { $number } is paid. { $goods ->
    [unshipped] The sellers have been told. Nothing has to be shipped: you get it from them directly.
    [mixed] The sellers have been told, and ship what has to be shipped. The rest you get from them directly.
   *[shipped] The sellers have been told, and ship it as soon as they can.
}
mail-placed-cash = Your order { $number } is placed, and the sellers have been told. You pay whoever brings it, in cash:
mail-vendor-cash = Order { $number } is paid when it arrives. Send all of it in one shipment, and collect { $sum } in cash.
mail-see-order = See your order
mail-received-subject = Your payment for order { $number } is here
mail-received-title = Your payment is here.
mail-received-lead = { $sum } for order { $number } arrived. { $goods ->
    [unshipped] The sellers have been told. Nothing has to be shipped: you get it from them directly.
    [mixed] The sellers have been told, and ship what has to be shipped. The rest you get from them directly.
   *[shipped] The sellers have been told, and ship it as soon as they can.
}
mail-received-surplus = You sent { $sum } too much. It is on its way back to you.
mail-refund-subject = Send money back by hand: order { $number }
mail-refund-title = Money to send back by hand.
mail-refund-lead = Order { $number } has money that its buyer should get back, and no payment provider sends it.
mail-refund-transfer = It came by bank transfer
mail-refund-refused = The payment provider refused the refund
mail-refund-paid-twice = It may have been sent twice: two refunds of the same money went through
mail-refund-other-amount = The payment provider tells of another amount
mail-contradicted-subject = Look at a refund of order { $number }
mail-contradicted-title = A refund to look at.
mail-contradicted-lead = The payment provider says otherwise of money of order { $number } than the books do. Look at these refunds in its own records.
mail-open-subject = A payment of order { $number } has been open for a day
mail-open-title = A payment nobody could settle.
mail-open-lead = Order { $number } over { $sum } has waited for a day for its payment provider to say whether it was charged. Its items stay held until then. Look at the payment in the provider's own records.
mail-awaited-subject = We wait for your transfer for order { $number }
mail-awaited-title = Your transfer has not arrived yet.
mail-awaited-lead = Order { $number } is kept for you, and half of its time is over. If you have sent the money already, there is nothing to do.
mail-parcel-sent-subject = Order { $number } is on its way
mail-parcel-sent-title = It is on its way.
mail-parcel-sent-lead = { $seller } has handed a parcel of order { $number } to its carrier.
mail-parcel-today-subject = Order { $number } arrives today
mail-parcel-today-title = It arrives today.
mail-parcel-today-lead = A parcel of order { $number } from { $seller } is out for delivery.
mail-parcel-there-subject = Order { $number } has arrived
mail-parcel-there-title = It has arrived.
mail-parcel-there-lead = A parcel of order { $number } from { $seller } was delivered. Once you have looked at it, you can review it on the order's page.
mail-parcel-provided-title = It is yours.
mail-parcel-provided-lead = { $seller } has provided what needs no shipping of order { $number }.
mail-parcel-lost-subject = A parcel of order { $number } is lost
mail-parcel-lost-title = A parcel is lost.
mail-parcel-lost-lead = Nobody finds a parcel of order { $number } from { $seller }. The seller sends what was in it again, or you get your money back.
mail-parcel-back-subject = A parcel of order { $number } came back
mail-parcel-back-title = A parcel came back.
mail-parcel-back-lead = A parcel of order { $number } is back at { $seller }. The seller sends what was in it again, or you get your money back. Look whether your address is right, and answer this mail if it is not.
mail-parcel-cash = Have { $sum } in cash ready for whoever brings it.
mail-parcel-lost-unpaid = Nobody finds a parcel of order { $number } from { $seller }. The seller sends what was in it again, or calls it off. You have paid nothing for it.
mail-parcel-back-unpaid = A parcel of order { $number } is back at { $seller }, and was not paid for. It is not sent again, and you owe nothing.
mail-parcel-carrier = Carrier
mail-parcel-follow = Follow it at its carrier
mail-parcel-missing = It is not there?
mail-parcel-missing-link = Tell us on the order's page
mail-missing-subject = Your buyer misses a delivery: order { $number }
mail-low-subject = Few left: { $thing }
mail-low-title = Few are left
mail-low-look = Look at the stock
mail-low-lead = { $count ->
    [one] One piece of { $thing } is left to sell.
   *[other] { $count } pieces of { $thing } are left to sell.
}
mail-missing-title = A delivery is missing.
mail-missing-lead = The buyer of order { $number } says that it did not arrive. Find out where it is, and tell the buyer: your money is set free once that is settled.
mail-message-subject = A message from { $name }
mail-message-title = Somebody wrote to you.
mail-message-lead = { $name } ({ $email }) wrote from the contact page. Answer this mail to answer them.
mail-message-order = It is about order { $number }.
mail-goes-to = It goes to
mail-failed-subject = The payment for order { $number } did not go through
mail-failed-lead = Order { $number } for { $sum } is not paid yet, and nothing has been charged.
mail-pay-again = Pay again
mail-cancelled-subject = Order { $number } is cancelled
mail-vendor-subject = New order { $number } at { $market }
mail-vendor-title = { $goods ->
    [unshipped] New order
   *[shipped] New order to ship
}
mail-vendor-lead = Order { $number } is paid. { $goods ->
    [unshipped] These items need no shipping: provide them to the buyer.
    [mixed] Ship these items, except those that need no shipping: provide those to the buyer.
   *[shipped] These items are yours to ship.
}
mail-cancelled-by-buyer = You asked us to cancel it.
mail-failed-plain = The payment did not go through.
mail-late-subject = Your payment for order { $number } is on its way back
mail-late-title = Your money is on its way back.
mail-late-lead = A payment for order { $number } reached us after the order had ended. It will not be fulfilled.
mail-late-all-back = All of it goes back the way it came.
mail-link-subject = The link to your order { $number }
mail-link-lead = You asked where order { $number } is. This link opens it on any device.
mail-link-end = If you did not ask, you need not do anything: nobody else has this link.
mail-hello = Hello { $name },
mail-hello-plain = Hello,
mail-account-verify-subject = Confirm your e-mail address at { $market }
mail-account-verify-title = Is this your address?
mail-account-verify-lead = Somebody, most likely you, gave this address to an account at { $market }. Confirm it, and orders placed with it join your account.
mail-account-verify-action = Confirm this address
mail-account-verify-end = The link works once, for three days. If this was not you, do nothing: without your confirmation the address is not tied to the account.
mail-account-reset-subject = Set a new password at { $market }
mail-account-reset-title = A new password.
mail-account-reset-lead = Somebody asked for a new password for your account at { $market }. Choose one with the button below.
mail-account-reset-action = Choose a new password
mail-account-reset-end = The link works once, for an hour. If this was not you, do nothing: your password stays as it is.
mail-account-invite-subject = Your account at { $market }
mail-account-invite-title = An account is waiting for you.
mail-account-invite-lead = An account was made for you at { $market }. Choose a password to use it.
mail-account-invite-action = Choose a password
mail-account-invite-end = The link works once, for seven days.
mail-account-staff-invite-subject = You are asked to join the staff of { $market }
mail-account-staff-invite-title = You are invited.
mail-account-staff-invite-lead = You are asked to join the people who run { $market }. Look at the invitation to take it up.
mail-account-staff-invite-action = Look at the invitation
mail-account-staff-invite-end = The link works once, for seven days. If you did not expect this, do nothing.
mail-account-password-changed-subject = Your password at { $market } was changed
mail-account-password-changed-title = Your password was changed.
mail-account-password-changed-lead = The password of your account at { $market } was just changed, and other browsers were signed out.
mail-account-password-changed-action = It was not me: set a new password
mail-account-password-changed-end = If this was you, there is nothing to do.
mail-account-email-change-subject = Another address for your account at { $market }
mail-account-email-change-title = Another address was asked for.
mail-account-email-change-lead = Somebody who knows your password asked to use another e-mail address for your account at { $market }. It counts once it is confirmed there.
mail-account-email-change-action = It was not me: set a new password
mail-account-email-change-end = If this was you, follow the link in the e-mail to the new address.
mail-account-codes-on-subject = Signing in at { $market } asks for a code now
mail-account-codes-on-title = Two-step verification is on.
mail-account-codes-on-lead = From now on, signing in to your account at { $market } asks for a code of your authenticator app. Keep your recovery codes where you find them without your phone.
mail-account-codes-on-action = It was not me: set a new password
mail-account-codes-on-end = If this was you, there is nothing to do.
mail-account-codes-off-subject = Signing in at { $market } asks for no code any more
mail-account-codes-off-title = Two-step verification is off.
mail-account-codes-off-lead = Signing in to your account at { $market } asks for your password alone again.
mail-account-codes-off-action = It was not me: set a new password
mail-account-codes-off-end = If this was you, there is nothing to do.
mail-words-of = { $name } writes:
mail-refunded-subject = Money of order { $number } is on its way to you
mail-refunded-title = You get money back.
mail-refunded-lead = { $sum } of order { $number } went back the way it was paid. Banks take a few days to show it.
mail-refund-failed-subject = A refund of order { $number } is held up
mail-refund-failed-title = Your money has not reached you yet.
mail-refund-failed-lead = { $sum } of order { $number } should have gone back to you, and the payment provider did not take it. It is still yours: the market has been told and sends it another way. You need not do anything.
mail-refund-by-hand-subject = Money of order { $number } will be sent to you
mail-refund-by-hand-title = You get money back.
mail-refund-by-hand-lead = { $sum } of order { $number } goes back to you by bank transfer. People send it, so it takes a few days. We write again once it is on its way.
mail-nothing-to-refund-subject = A part of order { $number } was called off
mail-nothing-to-refund-title = A part of your order is not sent.
mail-nothing-to-refund-lead = What is named here of order { $number } was called off. Nothing was paid for it: { $sum } goes back.
mail-called-off-subject = Do not send: order { $number }
mail-called-off-title = Something was called off.
mail-called-off-lead = What is named here of order { $number } was called off and is paid back. Do not send what you have not sent yet.
mail-missing-to-market-subject = A buyer misses a delivery: order { $number }
mail-missing-to-market-title = A delivery is missing.
mail-missing-to-market-lead = The buyer of order { $number } says that it did not arrive. The seller has been told. Its money and the order wait until you settle it.
mail-review-asked-subject = What is it like? Order { $number }
mail-review-asked-title = What is it like?
mail-review-asked-lead = You have had this of order { $number } for some days. Say with stars and a sentence what it is like: it helps whoever buys it next, and whoever made it. We ask once.
mail-return-approved-subject = You may return things of order { $number }
mail-return-approved-title = Your return is agreed.
mail-return-approved-lead = The seller takes back what you named of order { $number }. Pack it well and send it; your money goes back when it has arrived.
mail-return-refused-subject = Your return for order { $number } was not agreed
mail-return-refused-title = The seller did not agree to your return.
mail-return-refused-lead = The seller does not take back what you named of order { $number }. If you think that this is wrong, answer this mail.
mail-return-received-subject = Your return for order { $number } has arrived
mail-return-received-title = Your return has arrived.
mail-return-received-lead = This of what you send back of order { $number } is at the seller's.
mail-return-asked-subject = A buyer wants to return something of order { $number }
mail-return-asked-title = Somebody wants to give something back.
mail-return-asked-lead = The buyer of order { $number } asks to return something. Agree or say why not.
mail-cancelled-by-vendor = The seller could not send it.
mail-cancelled-by-market = The market called it off.
mail-cancelled-not-accepted = It came back to its seller and was not paid for.
mail-buyer = The buyer
mail-vendor-applied-subject = { $market } has your application for { $vendor }
mail-vendor-applied-title = Your application is here.
mail-vendor-applied-lead = Thank you for applying to sell as { $vendor } at { $market }. Somebody reads it and writes to you. You may set up your shop meanwhile; it opens when it is approved.
mail-vendor-applied-action = See your application
mail-vendor-to-review-subject = { $vendor } wants to sell at { $market }
mail-vendor-to-review-title = An application waits.
mail-vendor-to-review-lead = Somebody applied to sell as { $vendor }. Approve it, or say what has to be otherwise.
mail-vendor-to-review-action = See the applications
mail-vendor-approved-subject = { $vendor } may sell at { $market }
mail-vendor-approved-title = Your shop is open.
mail-vendor-approved-lead = { $market } has approved { $vendor }. Everything that you have made active is on sale now.
mail-vendor-approved-action = Go on with your shop
mail-vendor-refused-subject = Your application for { $vendor } needs a change
mail-vendor-refused-title = Not yet.
mail-vendor-refused-lead = { $market } cannot approve { $vendor } as it is. This is what was said:
mail-vendor-refused-action = Change it and apply again
mail-vendor-suspended-subject = { $vendor } is suspended
mail-vendor-suspended-title = Your shop is suspended.
mail-vendor-suspended-lead = { $market } has suspended { $vendor }. Nothing of it is on sale for now; orders that were placed go on, so please send them. This is what was said:
mail-vendor-suspended-action = See your shop
mail-vendor-reinstated-subject = { $vendor } may sell again
mail-vendor-reinstated-title = Your shop is open again.
mail-vendor-reinstated-lead = { $market } lets { $vendor } sell again. Everything that you have made active is on sale now.
mail-vendor-reinstated-action = Go on with your shop
mail-vendor-closed-subject = { $vendor } is closed
mail-vendor-closed-title = Your shop is closed for good.
mail-vendor-closed-lead = { $market } has closed { $vendor }. It sells nothing any more; orders that were placed go on, so please send them.
mail-vendor-closed-action = See your shop
mail-vendor-document-accepted-subject = A document of { $vendor } was accepted
mail-vendor-document-accepted-title = Your document is fine.
mail-vendor-document-accepted-lead = { $market } has accepted this document of { $vendor }:
mail-vendor-document-accepted-action = See your documents
mail-vendor-document-refused-subject = { $vendor }: please send another document
mail-vendor-document-refused-title = We need another document.
mail-vendor-document-refused-lead = { $market } cannot take a document of { $vendor } as it is. This is what was said:
mail-vendor-document-refused-action = Send another
mail-vendor-payout-subject = The money of { $vendor } goes to another account
mail-vendor-payout-title = Your payout details were changed.
mail-vendor-payout-lead = An owner of { $vendor } changed the account that { $market } sends its money to. If none of you did, write to the market at once. This is the account now, by its ends:
mail-vendor-payout-action = See your shop
mail-somebody = Somebody
mail-vendor-member-joined-subject = { $member } acts for { $vendor } at { $market }
mail-vendor-member-joined-title = Somebody joined.
mail-vendor-member-joined-lead = { $member } acts for { $vendor } at { $market } now{ $role ->
    [owner] , as an owner.
    [manager] , as a manager.
    [fulfilment] , for stock and parcels.
   *[read_only] , to look at everything.
} If you know nothing of it, write to the market at once.
mail-vendor-member-joined-action = See your shop
mail-vendor-role-changed-subject = { $member } has another role in { $vendor }
mail-vendor-role-changed-title = A role was changed.
mail-vendor-role-changed-lead = { $member } acts for { $vendor } at { $market } now{ $role ->
    [owner] , as an owner.
    [manager] , as a manager.
    [fulfilment] , for stock and parcels.
   *[read_only] , to look at everything.
} If you know nothing of it, write to the market at once.
mail-vendor-role-changed-action = See your shop
mail-vendor-member-removed-subject = { $member } does not act for { $vendor } any more
mail-vendor-member-removed-title = Somebody left.
mail-vendor-member-removed-lead = { $member } does not act for { $vendor } at { $market } any more. If you know nothing of it, write to the market at once.
mail-vendor-member-removed-action = See your account
mail-vendor-invited-subject = You are asked to act for { $vendor } at { $market }
mail-vendor-invited-title = You are invited.
mail-vendor-invited-lead = { $vendor } asks you to join its people at { $market }{ $role ->
    [owner] , as an owner.
    [manager] , as a manager.
    [fulfilment] , for stock and parcels.
   *[read_only] , to look at everything.
} The link works once, for seven days, with the account that has this e-mail address. If you do not know them, do nothing.
mail-vendor-invited-action = Look at the invitation
