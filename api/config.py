"""Every setting of Signpost, typed, in one place (documented in docs/settings.md)."""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.exceptions import SignpostError

ROOT = Path(__file__).resolve().parent.parent


class UnsafeSettings(SignpostError):
    """The settings would be unsafe in production, so the service refuses to start."""


class WrongSettings(SignpostError):
    """A ``SIGNPOST_*`` variable holds what is not allowed for it."""


class Environment(StrEnum):
    """Where the service runs; production refuses unsafe defaults."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Settings read from ``SIGNPOST_*`` environment variables.

    Raises ``UnsafeSettings`` when ``environment`` is production and a default that is only safe on
    a person's own machine is still in place.
    """

    model_config = SettingsConfigDict(env_prefix="SIGNPOST_", extra="ignore", frozen=True)

    environment: Environment = Field(
        Environment.DEVELOPMENT, description="`production` refuses unsafe defaults at start."
    )
    host: str = Field("127.0.0.1", description="Address on which the API listens.")
    port: int = Field(8000, ge=1, le=65535, description="Port on which the API listens.")
    public_url: str | None = Field(
        None, description="Address that people use to reach the API; invite links begin with it."
    )
    data_dir: Path = Field(
        ROOT / ".signpost", description="Folder of the database, the key file and trained models."
    )
    database_url: str | None = Field(
        None, description="SQLAlchemy URL of the product's database; default: SQLite in `data_dir`."
    )
    tracker_url: str | None = Field(
        None, description="SQLAlchemy 1.4 URL of the engine's tracker store; default: SQLite."
    )
    frameworks_dir: Path = Field(
        ROOT / "frameworks", description="Folder whose `*.yml` files are the frameworks."
    )
    api_key: SecretStr | None = Field(
        None,
        min_length=16,
        description="Service key for the domain API; default: one is made in `data_dir/api-key`.",
    )
    model: Path | None = Field(
        None, description="Trained model that the engine loads; default: one trained when needed."
    )
    engine_url: str = Field("http://127.0.0.1:5005", description="Address of the dialogue engine.")
    engine_token: SecretStr | None = Field(
        None, description="Token that the engine asks of its callers."
    )
    engine_timeout_s: float = Field(
        20.0, gt=0, description="Seconds that the gateway waits for the engine's answer."
    )
    api_url: str | None = Field(
        None, description="Address at which the action server reaches the API."
    )
    actions_host: str = Field("127.0.0.1", description="Address of the action server.")
    actions_port: int = Field(5055, ge=1, le=65535, description="Port of the action server.")
    engine_host: str = Field("127.0.0.1", description="Address on which the engine listens.")
    engine_port: int = Field(5005, ge=1, le=65535, description="Port on which the engine listens.")
    message_max_chars: int = Field(
        4000, ge=200, description="Longest message that the chat gateway accepts, in characters."
    )
    message_rate: str = Field(
        "20/second;600/minute", description="Messages allowed in one conversation."
    )
    session_rate: str = Field("600/minute", description="Conversations that one address may open.")
    invite_days: int = Field(90, ge=1, description="Days for which an invite link works.")
    invite_uses: int = Field(
        50, ge=1, description="Conversations that one invite link can open before it is used up."
    )
    telegram_token: SecretStr | None = Field(
        None, description="Token of the Telegram bot, from @BotFather; the relay is on when set."
    )
    telegram_username: str | None = Field(
        None,
        pattern="^[A-Za-z0-9_]{5,32}$",
        description="Name of the Telegram bot without `@`; links to Telegram begin with it.",
    )
    telegram_webhook_url: str | None = Field(
        None, description="Public address that Telegram calls; default: the relay polls instead."
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="Address of the Telegram Bot API."
    )
    telegram_port: int = Field(
        8081, ge=1, le=65535, description="Port on which the Telegram relay is called and watched."
    )
    twilio_account_sid: str | None = Field(
        None, description="Account of Twilio, for SMS and WhatsApp; the relay is on when set."
    )
    twilio_auth_token: SecretStr | None = Field(
        None, description="Token of the Twilio account; it signs what Twilio sends."
    )
    twilio_webhook_url: str | None = Field(
        None, description="Public address that Twilio calls, exactly as it is set at Twilio."
    )
    twilio_api_url: str = Field(
        "https://api.twilio.com", description="Address of Twilio's own API."
    )
    twilio_port: int = Field(8082, ge=1, le=65535, description="Port of the Twilio relay.")
    relay_host: str = Field("127.0.0.1", description="Address on which the relays listen.")
    misunderstanding_days: int = Field(
        180,
        ge=1,
        description="Days for which a message that was not understood is kept for review.",
    )
    triage_keep_days: int = Field(
        180,
        ge=1,
        description="Days after which a citizen's triage, signposts and wellbeing are forgotten.",
    )
    triage_again_days: int = Field(
        28, ge=1, description="Days after which a citizen who comes back is asked afresh."
    )
    unmet_needs_least: int = Field(
        5,
        ge=1,
        description="Least count of a gap that is shown with its area; smaller ones are summed.",
    )
    referrals: bool = Field(
        True, description="Let people ask for a link worker by a form of this service."
    )
    referral_keys: SecretStr | None = Field(
        None,
        description="Fernet keys for contact details, newest first, with commas; default: one is "
        "made in `data_dir/referral-key`.",
    )
    referral_ticket_hours: int = Field(
        24, ge=1, description="Hours for which a link to the form works."
    )
    referral_chase_days: int = Field(
        3, ge=1, description="Days after which a referral that nobody acted on is overdue."
    )
    keep_referrals_days: int = Field(
        90, ge=0, description="Days for which contact details are kept after a referral has ended."
    )
    keep_open_referrals_days: int = Field(
        365,
        ge=1,
        description="Days for which contact details are kept when a referral was never closed.",
    )
    privacy_notice: bool = Field(
        True, description="Begin each conversation with the notice of what is kept."
    )
    keep_conversations_days: int = Field(
        30, ge=1, description="Days for which a citizen's conversation is kept after its last use."
    )
    keep_participant_conversations_days: int = Field(
        365, ge=1, description="Days for which a conversation about an assessment is kept."
    )
    keep_unkept_minutes: int = Field(
        60, ge=5, description="Minutes for which the place in a conversation without words is kept."
    )
    keep_incidents_days: int = Field(
        1096, ge=1, description="Days for which the counts of care given are kept."
    )
    keep_ended_invites_days: int = Field(
        30, ge=0, description="Days for which an invite is kept after it has ended."
    )
    purge_every_hours: float = Field(
        6.0, ge=0, description="Hours between two purges of what is past its time; 0: none."
    )
    widget_origins: str | None = Field(
        None,
        pattern=r"^\s*(https?://[^\s/*?#@]+(\s+|$))+$",
        description="Sites whose pages may hold the chat: `https://…` origins, spaces between.",
    )
    demo: bool = Field(
        True, description="Seed example organisations and let anyone try an assessment."
    )
    directory_fresh_days: int = Field(
        365,
        ge=1,
        description="Days after which a service that nobody checked is no longer suggested.",
    )
    sample_directory: bool = Field(
        True, description="Load the sample directory with the demo data at the first start."
    )
    log_format: str = Field(
        "console", pattern="^(console|json)$", description="`console` or `json`."
    )
    log_level: str = Field(
        "INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="Lowest level that is logged."
    )

    @model_validator(mode="after")
    def refuse_unsafe_production(self) -> Self:
        """Stop a production start that still has development defaults."""
        if self.environment is not Environment.PRODUCTION:
            return self
        faults = []
        if self.api_key is None:
            faults.append("SIGNPOST_API_KEY must be set")
        if self.engine_token is None:
            faults.append("SIGNPOST_ENGINE_TOKEN must be set")
        if self.demo:
            faults.append("SIGNPOST_DEMO must be false")
        if self.referrals and self.referral_keys is None:
            faults.append("SIGNPOST_REFERRAL_KEYS must be set, or SIGNPOST_REFERRALS be false")
        if self.public_url is None:
            faults.append("SIGNPOST_PUBLIC_URL must be set")
        if faults:
            raise UnsafeSettings("Refusing to start in production: " + "; ".join(faults) + ".")
        return self

    @property
    def effective_database_url(self) -> str:
        """The database URL in use: the one that was set, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'signpost.db'}"

    @property
    def effective_tracker_url(self) -> str:
        """The tracker store's URL in use: the one that was set, or SQLite in the data folder."""
        return self.tracker_url or f"sqlite:///{self.data_dir.resolve() / 'conversations.db'}"

    @property
    def effective_public_url(self) -> str:
        """The address that links to people begin with, without a closing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def embedding_origins(self) -> list[str]:
        """The origins whose pages may hold the chat."""
        return (self.widget_origins or "").split()

    def result_url(self, assessment_id: object) -> str:
        """The address of an assessment's result page."""
        return f"{self.effective_public_url}/assessments/{assessment_id}"

    def telegram_url(self, start: str) -> str | None:
        """The link that opens the bot with a token; None when its name is not set."""
        if self.telegram_username is None:
            return None
        return f"https://t.me/{self.telegram_username}?start={start}"

    @property
    def effective_api_url(self) -> str:
        """The address at which other processes of the product reach the API."""
        return (self.api_url or f"http://127.0.0.1:{self.port}").rstrip("/")


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Read the settings of this process once.

    Raises ``WrongSettings``, which names each variable at fault, what it holds (unless that is a
    secret) and what is allowed.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(_describe(fault) for fault in error.errors())
        raise WrongSettings(f"These settings cannot be used: {faults}.") from error


def _describe(fault: Any) -> str:
    name = str(fault["loc"][0])
    is_secret = "SecretStr" in str(Settings.model_fields[name].annotation)
    seen = "" if is_secret else f" is '{fault['input']}'"
    return f"{Settings.model_config['env_prefix']}{name.upper()}{seen}: {fault['msg']}"
