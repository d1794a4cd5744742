"""Names of things outside this code: the one file that reads the environment."""

import os

STAGE = os.environ.get("STAGE", "local")
PROVINCE = os.environ.get("PROVINCE", "an-giang")

REGION = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION", "ap-southeast-1")
AWS_ENDPOINT = os.environ.get("AWS_ENDPOINT_URL")
# Where objects are if AWS does not keep them.
OBJECTS_ENDPOINT = os.environ.get("AWS_ENDPOINT_URL_S3", AWS_ENDPOINT)

TABLE = os.environ.get("TABLE", "mot-cua")
LANE_INDEX = "lane"
HANDS_INDEX = "hands"
ALARM_INDEX = "alarm"
PERSON_INDEX = "person"
JOURNAL_INDEX = "journal"

QUEUE_PREFIX = os.environ.get("QUEUE_PREFIX", "mot-cua")
ROLLUPS_QUEUE = f"{QUEUE_PREFIX}-rollups"

# Literals that the merged template replaces: Chalice wants an ARN when it packages.
STREAM_ARN = os.environ.get(
    "STREAM_ARN",
    f"arn:aws:dynamodb:{REGION}:000000000000:table/{TABLE}/stream/merged-by-template",
)

ROLLUPS_QUEUE_ARN = os.environ.get(
    "ROLLUPS_QUEUE_ARN", f"arn:aws:sqs:{REGION}:000000000000:{ROLLUPS_QUEUE}"
)

# Where people sign in (OpenID Connect), and what their tokens must say.
TOKEN_ISSUER = os.environ.get("TOKEN_ISSUER", "http://localhost:8000/outside/identity")
TOKEN_AUDIENCE = os.environ.get("TOKEN_AUDIENCE", "mot-cua")
TOKEN_ALGORITHMS = tuple(os.environ.get("TOKEN_ALGORITHMS", "RS256 ES256").split())
JWKS_URL = os.environ.get("JWKS_URL", f"{TOKEN_ISSUER}/jwks")
# Where a browser is sent to sign in, and where we redeem what it brings back.
SIGN_IN_URL = os.environ.get("SIGN_IN_URL", f"{TOKEN_ISSUER}/authorize")
TOKEN_URL = os.environ.get("TOKEN_URL", f"{TOKEN_ISSUER}/token")

# Keys of the keyed hashes (HMAC) for look-up tokens and person keys: one, and after a
# rotation several, the newest last. No default: a province without its own must not start.
SECRETS = tuple(os.environ.get("MOT_CUA_SECRET", "").split())

PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://localhost:8000")
MAX_BODY_BYTES = int(os.environ.get("MAX_BODY_BYTES", str(256 * 1024)))
LOOKUPS_PER_MINUTE = int(os.environ.get("LOOKUPS_PER_MINUTE", "60"))
LOOKUP_TRIES_PER_HOUR = int(os.environ.get("LOOKUP_TRIES_PER_HOUR", "20"))

# How long a request may come again and still be known (Idempotency-Key, message id).
ONCE_KEPT_SECONDS = 30 * 24 * 3600

# In which header the front says who asks; empty where nothing stands in front.
CLIENT_ADDRESS_HEADER = os.environ.get("CLIENT_ADDRESS_HEADER", "")

LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
# Said by us: Lambda names the daemon's address even where nothing is traced, and the SDK
# is too heavy to be imported for nothing.
TRACING = os.environ.get("TRACING") == "on"
