"""What the emulator is called with: its word for the account's owner, whom AWS does not know."""

EMULATED = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), "test")
