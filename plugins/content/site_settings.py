"""Every setting of the site: its type and range, what it means, its default, and an example.

The check at start, `docs/settings.md` and "did you mean" all come from this one declaration. A
setting is added here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool
from pydantic.fields import FieldInfo

from plugins.content.rooms import ROOMS
from plugins.content.schema.setting_values import (
    PICTURE_FORMATS,
    TARGETS,
    authority,
    backend,
    colour,
    contact,
    drawing,
    ease_of_audiences,
    engine,
    folder,
    form_target,
    language,
    picture_format,
    place_or_mail,
    publish_target,
    site_address,
    time_zone,
)
from plugins.content.schema.values import one_line


def setting(default: Any, means: str, form: str, example: Any, **bounds: Any) -> Any:
    """Declare a setting; `form` follows "write" in a message, `...` as the default asks for it."""
    extra = {"form": form, "example": example}
    return Field(default, description=means, json_schema_extra=extra, **bounds)


LineOfText = Annotated[str, AfterValidator(one_line)]
# What may be empty, and is one line.
OptionalText = Annotated[str, AfterValidator(lambda text: one_line(text) if text else text)]
YES = "True or False"
PLACE = "the whole address, which begins with https://, or an empty text"
MAIL = "an address that begins with mailto: or https://, or an empty text"


class SiteSettings(BaseModel):
    """The settings of the site as typed values, by their names in small letters."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=str.upper)

    sitename: LineOfText = setting(
        ...,
        "the name of the site, on every page and in every feed",
        "a name of at most 80 letters",
        "Patient Safety Hub",
        max_length=80,
    )
    site_tagline: LineOfText = setting(
        ...,
        "one line below the name, on the home page and on cards",
        "a line of at most 160 letters",
        "Learning from what goes wrong",
        max_length=160,
    )
    site_description: LineOfText = setting(
        ...,
        "what the site is, for search engines and feed readers",
        "one or two sentences, at most 400 letters",
        "Posts on safer care.",
        max_length=400,
    )
    site_notice: OptionalText = setting(
        "",
        "what stands at the foot of every page",
        "one or two sentences, or an empty text",
        "Nothing here is medical advice.",
        max_length=400,
    )
    contacts: tuple[LineOfText, ...] = setting(
        (),
        "telephone numbers, e-mail addresses and postcodes of the hub itself, which are "
        "no signs of a patient",
        "a list of texts",
        ("020 7946 0000",),
    )
    content_licence: OptionalText = setting(
        "",
        "under which licence texts may be used again",
        "a line of text, or an empty text",
        "Text: CC BY 4.0",
        max_length=160,
    )
    siteurl: Annotated[str, BeforeValidator(site_address)] = setting(
        "http://127.0.0.1:8000",
        "where the site stands: the beginning of every absolute address",
        "the whole address without a slash at its end",
        "https://hub.example",
    )
    id_authority: Annotated[str, BeforeValidator(authority)] = setting(
        "",
        "the domain in the permanent ids of new posts and of feeds; another one changes "
        "no id of a post",
        "a domain",
        "hub.example",
    )
    feed_hub: Annotated[str, BeforeValidator(form_target)] = setting(
        "",
        "the WebSub hub that tells readers of news at once; none if empty",
        PLACE,
        "https://websub.example/",
    )
    newsletter_action: Annotated[str, BeforeValidator(form_target)] = setting(
        "",
        "where the sign-up form sends an e-mail address; no form if empty",
        PLACE,
        "https://newsletter.example/subscribe",
    )
    share_story: Annotated[str, BeforeValidator(place_or_mail)] = setting(
        "",
        "where readers send their own stories; no box if empty",
        MAIL,
        "mailto:stories@hub.example",
    )
    discussion: Annotated[str, BeforeValidator(place_or_mail)] = setting(
        "",
        "where readers talk about posts; a post may name a place of its own",
        MAIL,
        "https://community.example/",
    )
    cms: Annotated[dict[str, Any], BeforeValidator(backend)] = setting(
        {},
        "where the editing page keeps the content, as Decap CMS names its backends; no "
        "page if empty",
        "a dict with a name and what that backend needs",
        {"name": "github", "repo": "charity/hub", "branch": "main"},
    )
    accent: Annotated[str, BeforeValidator(colour)] = setting(
        "",
        "one colour, from which those of links, buttons, icon, cards and charts follow, in light "
        "and in dark; those of the theme if empty",
        "a colour as # and six digits, or an empty text",
        "#0f4c5c",
    )
    mark: Annotated[str, BeforeValidator(drawing)] = setting(
        "",
        "the mark of the hub, a file of `static/` in the theme, which stands in the head, as icon "
        "and on cards; a plain ring if empty",
        "the name of an SVG or PNG file, or an empty text",
        "mark.svg",
    )
    path: Annotated[str, BeforeValidator(folder)] = setting(
        "content",
        "the folder of the content, for a bare `pelican`; our commands take --content",
        "the name of a folder",
        "content",
    )
    output_path: Annotated[str, BeforeValidator(folder)] = setting(
        "output",
        "the folder of the finished site, for a bare `pelican`; our commands take --output",
        "the name of a folder",
        "output",
    )
    theme: Annotated[str, BeforeValidator(folder)] = setting(
        "theme", "the folder of templates and stylesheet", "the name of a folder", "theme"
    )
    timezone: Annotated[str, BeforeValidator(time_zone)] = setting(
        "Europe/London",
        "the zone in which dates of the content are read",
        "a zone of the IANA list",
        "Europe/London",
    )
    default_lang: Annotated[str, BeforeValidator(language)] = setting(
        "en", "the language of the site", "the short name of a language", "en-GB"
    )
    require_disclosure: StrictBool = setting(
        False,
        "whether every published post must say who paid for it, who funded the work and "
        "what its authors declare; advice otherwise",
        YES,
        True,
    )
    review_years: Annotated[int, Field(ge=1, le=10)] = setting(
        3,
        "how many years ahead the next review of a post that gives advice may be",
        "a whole number from 1 to 10",
        2,
        strict=True,
    )
    overdue_reviews: Annotated[int, Field(ge=0, le=100_000)] = setting(
        10,
        "how many posts may be past their review before `check` says that they are too many",
        "a whole number",
        5,
        strict=True,
    )
    reading_ease: Annotated[dict[str, float], BeforeValidator(ease_of_audiences)] = setting(
        {},
        "from which reading ease on (Flesch; 60 and more is plain) a text is easy enough for an "
        "audience; `check` tells what is below. 45 for an audience that is not named",
        "a dict of everyone, staff or safety-leads, each with a number from 0 to 100",
        {"everyone": 55, "staff": 40},
    )
    markdown_engine: Annotated[str, BeforeValidator(engine)] = setting(
        "markdown",
        "which program reads Markdown; `cmarkgfm` is faster, for hubs of thousands of posts",
        "markdown or cmarkgfm",
        "cmarkgfm",
    )
    post_time_limit: float = setting(
        10.0,
        "how many seconds one post may take to convert",
        "seconds from 0.1 to 600",
        10.0,
        strict=True,
        ge=0.1,
        le=600,
        allow_inf_nan=False,
    )
    extras: StrictBool = setting(
        True,
        "what SEARCH, SOCIAL_CARDS and IMAGE_FORMATS follow where they are not given; "
        "HUB_EXTRAS=0 makes it False for one build",
        YES,
        True,
    )
    image_formats: tuple[Annotated[str, BeforeValidator(picture_format)], ...] = setting(
        PICTURE_FORMATS,
        "formats of pictures beside the plain file, the best first",
        "a list of avif, webp, or none",
        ("avif", "webp"),
    )
    search: StrictBool = setting(
        True,
        "whether a search index is made; without it the search page is a list of subjects",
        YES,
        True,
    )
    social_cards: StrictBool = setting(
        True, "whether a picture is made for each post where it is shared", YES, True
    )
    plugins: tuple[LineOfText, ...] = setting(
        ROOMS,
        "the rooms of the site and other plugins, in the order of the walk",
        "a list of names of modules",
        ("plugins.pages.posts",),
    )
    plugin_settings: tuple[LineOfText, ...] = setting(
        (),
        "names of settings that plugins of others read, and that are not checked",
        "a list of names",
        ("SITEMAP",),
    )
    pelican_class: type = setting(
        object,
        "the class that builds, which only the bare `pelican` has to be told",
        "the class Hub of plugins.pipeline.pelican_adapter",
        "Hub",
    )
    publish_to: Annotated[str, BeforeValidator(publish_target)] = setting(
        "",
        "where releases go, see python3 tasks.py guide publishing",
        TARGETS,
        "folder:.hub/public",
    )
    publish_keep: int = setting(
        5,
        "how many releases can be gone back to",
        "a whole number from 2 to 1000",
        5,
        strict=True,
        ge=2,
        le=1000,
    )
    publish_ssh: LineOfText = setting(
        "ssh", "the ssh program and its options", "a command", "ssh -p 2222"
    )
    hsts_days: int = setting(
        365,
        "for how many days a browser that was here uses https alone (HSTS); none if 0",
        "a whole number from 0 to 730",
        365,
        strict=True,
        ge=0,
        le=730,
    )
    security_contact: Annotated[str, BeforeValidator(contact)] = setting(
        "",
        "where somebody reports a weakness of the site (RFC 9116)",
        "an address that begins with mailto:, https:// or tel:",
        "mailto:security@hub.example",
    )

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> SiteSettings:
        """Return settings that were checked as typed values. Raises pydantic.ValidationError."""
        return cls.model_validate(settings)


def declared() -> dict[str, FieldInfo]:
    """Return every setting by its name in a settings file."""
    return {name.upper(): about for name, about in SiteSettings.model_fields.items()}


def form_of(about: FieldInfo) -> str:
    """Return what to write, as a phrase that follows "write"."""
    return str(_extra(about)["form"])


def example_of(about: FieldInfo) -> str:
    """Return an example as it stands in a settings file."""
    example = _extra(about)["example"]
    return str(example) if about.annotation is type else literal(example)


def literal(value: object) -> str:
    """Return a value as Python writes it, texts in double quotes where that can be."""
    text = repr(value)
    return text if '"' in text else text.replace("'", '"')


def _extra(about: FieldInfo) -> Mapping[str, Any]:
    assert isinstance(about.json_schema_extra, dict)
    return about.json_schema_extra
