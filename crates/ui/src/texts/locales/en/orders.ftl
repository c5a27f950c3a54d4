order-page-title = Order { $number }
order-paid = Paid
order-on-delivery = You pay when it arrives
order-on-delivery-more = { $parcels ->
    [one] Pay whoever brings it, in cash. Nothing is charged before.
   *[other] Pay whoever brings each shipment, in cash, what stands below. Nothing is charged before.
}
cash-due = To pay when it arrives: { $sum }
cash-paid = Paid when it arrived: { $sum }
step-placed-cash = Placed, and paid when it arrives
order-confirming = Asking the bank
order-needs-confirmation = Confirm at your bank
order-unpaid = Not paid yet
order-awaiting-transfer = Waiting for your transfer
order-cancelled = Cancelled
order-thanks = Thank you.
order-thanks-name = Thank you, { $name }.
order-confirming-title = One moment.
order-needs-confirmation-title = One step left.
order-unpaid-title = The payment did not go through.
order-cancelled-title = This order is cancelled.
order-paid-lead = Your order { $number } { $parcels ->
    [0] is paid
    [one] comes in one shipment
   *[other] comes in { $parcels } shipments
}. We write to { $email } at each step.
order-confirming-lead = Order { $number } is placed, and its items are held. The bank has not answered yet.
order-confirming-more = Please do not pay again. This page looks again by itself.
order-look-again = Look now
order-needs-confirmation-lead = Your bank wants to be sure that it is you. Then order { $number } is paid.
order-confirm-at-bank = Go to your bank
order-unpaid-lead = Order { $number } is placed but not paid. Nothing has been charged.
order-transfer-lead = Order { $number } is placed. Transfer the sum below. The sellers are told when it arrives.
held-until = Your items are held until
order-cancelled-lead = Order { $number } will not be fulfilled.
order-later-lead = We write to { $email } at each step.
order-nothing-charged = Nothing was charged.
order-paid-back = { $sum } is on its way back to you.
order-next = What happens next
order-next-mail = A receipt is on its way to { $email }, with a link to this page.
order-next-ship = { $parcels ->
    [one] The seller has been told, and ships your order.
   *[other] The sellers have been told, and each ships their own part.
}
order-next-unshipped = What needs no shipping, you get from its seller directly.
order-again = Buy again
order-back-to-cart = Buy again
order-placed = Placed
order-cancel = Cancel this order
order-cancel-sure = The order ends and its items go back on sale. This cannot be undone.
order-cancel-yes = Yes, cancel this order
cancelling = Cancelling…
order-placed-before = You already placed order { $number }. Nothing was ordered or charged again.
order-help = Get help with this order
pay-again = Pay again
paid-by-card = { $brand } ending { $last4 }
parcel-from = Shipment { $number } from { $seller }
items-from = Items from { $seller }
line-unshipped = No shipping needed
status-awaiting-payment = Waiting for payment
status-seller-told = Paid. The seller has been told
status-on-its-way = On its way
status-provided = Provided by the seller
status-delivered = Delivered
status-done = Completed
status-cancelled = Cancelled
transfer-title = Where to transfer
transfer-sum = Amount
transfer-rest = Still to transfer
transfer-part = { $received } arrived, thank you. { $outstanding } is still to come; the order is paid when it lands.
transfer-arrived = { $sum } arrived by bank transfer
transfer-unnamed = Write to us, and we tell you the account to transfer to.
transfer-reference = Reference
transfer-holder = Account holder
transfer-account = Account
transfer-bank = Bank
transfer-note = Put the reference into the transfer, so that we know it is yours.
order-declined-calm = Nothing was charged, and your order is kept for you.
order-cancelled-expired = It was not paid in time.
cancelled-by-buyer = The buyer called it off.
order-no-tries = No more cards can be tried for this order. Cancel it, buy its items again, and pay for the new order.
pay-by-transfer = Pay by bank transfer instead
step-placed = Placed
step-placed-paid = Placed and paid
step-paid = Paid
lookup-title = Where is my order?
lookup-lead = Type the order's number and the e-mail address you gave. We send you a fresh link to it.
lookup-number = Order number
lookup-number-hint = It looks like S-7K2M-9QXT and stands in the mail we sent.
lookup-button = Send me the link
lookup-sent = If number and address belong together, a letter with the link is on its way.
lookup-owner = Was it placed with an account?
lookup-sign-in = Sign in to see it
step-awaiting-payment = Waiting for the payment
step-seller-told = The seller has been told
step-shipped = With the carrier
step-arrives = Arrives
step-was-due = Was to arrive
step-was-due-more = { $days }. Not there? Ask us, and we find out where it is.
step-packed = Packed by the seller
shipment-pending = Being prepared
shipment-packed = Packed
shipment-in-transit = With the carrier
shipment-out-for-delivery = Out for delivery
shipment-lost = Lost on the way
shipment-returned = Back at the seller
sent-parcel = Parcel { $number }
sent-tracking = Tracking number
sent-follow = Follow it
sent-history = What its carrier told
receipt-confirms = If you say nothing, this counts as received on
receipt-have = I have it
receipt-have-after-all = It arrived after all
receipt-missing = I did not receive it
receipt-missing-sure = We ask the seller where it is, and nothing is settled until that is clear.
receipt-missing-yes = Yes, it did not arrive
receipt-reported = You told us that it did not arrive. The seller has been asked.
order-cancel-sure-paid = The order ends, and your money goes back the way it came. This cannot be undone.
back-title = Returns and refunds
back-words-of = { $name } writes:
refund-of = { $sum } from { $seller }
refund-sent = Refunded
refund-held-up = Held up
refund-waived = Nothing to pay
waived-of = { $sum } less to pay to { $seller }
refund-on-its-way = Refund on its way
return-of = { $things }, back to { $seller }
return-requested = Return asked for
return-approved = Return agreed
return-refused = Return not agreed
return-received = Return has arrived
return-refunded = Return refunded
return-part = { $come } of { $count } × { $name }
return-arrived = Arrived at the seller: { $things }
return-closed = { $name } waits for the rest no more:
return-photo = Your photograph { $number }
return-photos = Add photographs
return-photos-choose = Photographs of what is wrong
return-photos-hint = WebP, JPEG, PNG or GIF, at most 10 MiB each; { $count ->
    [one] one more
   *[other] up to { $count } more
}. The seller and the market see them, nobody else.
return-ask = Return something
return-title = Return something
return-lead = Say what it is and why. The seller answers, and you find the answer on your order's page and in a letter.
return-nothing = Nothing of this order can be returned now. Things can be returned once they have arrived, and for some time after that.
return-what = What
return-up-to = { $name }, up to { $count }
return-how-many = Type how many, as a number.
return-why = Why
return-words = In your words
return-words-hint = What is wrong with it? The seller reads this.
return-send = Ask to return it
return-damaged = It came damaged
return-not-as-described = It is not as described
return-wrong-item = It is not what I ordered
return-does-not-fit = It does not fit
return-no-longer-wanted = I do not want it any more
return-other = Something else
review-ask = Write a review
review-title = Write a review
review-lead = What is it like? Others read your first name with it.
review-nothing = Nothing of this order waits for a review.
review-what = What
review-rating = Stars
review-stars = { $stars ->
    [one] 1 star
   *[other] { $stars } stars
}
review-choose = Choose what you review, and how many stars it gets.
review-comment = Your words
review-send = Send the review

## Files that were bought.
files-title = Your files
files-download = Download
files-until = These links are yours alone and work until
