mailbox-title = Mailbox
mailbox-lead = The demo sends no real mail. What it would have sent is here.
mailbox-empty = No letters yet
mailbox-to = To { $to }
mailbox-back = All letters
mailbox-letter = The letter
mailbox-text = The same as plain text
