"""Languages by their tags (BCP 47): what they call themselves, and which way they are written."""

from __future__ import annotations

import re

ENGLISH = "en"

# What languages are called by those who read them, and in English. A name as long as its tag says
# which script or country it is of.
_NAMES = {
    "am": ("አማርኛ", "Amharic"), "ar": ("العربية", "Arabic"), "az": ("Azərbaycanca", "Azerbaijani"),
    "bg": ("Български", "Bulgarian"), "bn": ("বাংলা", "Bengali"), "bs": ("Bosanski", "Bosnian"),
    "ca": ("Català", "Catalan"), "ckb": ("کوردیی ناوەندی", "Central Kurdish"),
    "cs": ("Čeština", "Czech"), "cy": ("Cymraeg", "Welsh"), "da": ("Dansk", "Danish"),
    "de": ("Deutsch", "German"), "dv": ("ދިވެހި", "Dhivehi"), "el": ("Ελληνικά", "Greek"),
    "en": ("English", "English"), "es": ("Español", "Spanish"), "et": ("Eesti", "Estonian"),
    "eu": ("Euskara", "Basque"), "fa": ("فارسی", "Persian"), "fi": ("Suomi", "Finnish"),
    "fr": ("Français", "French"), "ga": ("Gaeilge", "Irish"),
    "gd": ("Gàidhlig", "Scottish Gaelic"), "gl": ("Galego", "Galician"),
    "gu": ("ગુજરાતી", "Gujarati"), "gv": ("Gaelg", "Manx"), "ha": ("Hausa", "Hausa"),
    "he": ("עברית", "Hebrew"), "hi": ("हिन्दी", "Hindi"), "hr": ("Hrvatski", "Croatian"),
    "hu": ("Magyar", "Hungarian"), "hy": ("Հայերեն", "Armenian"),
    "id": ("Bahasa Indonesia", "Indonesian"), "ig": ("Igbo", "Igbo"),
    "is": ("Íslenska", "Icelandic"), "it": ("Italiano", "Italian"), "ja": ("日本語", "Japanese"),
    "ka": ("ქართული", "Georgian"), "ko": ("한국어", "Korean"), "ku": ("Kurdî", "Kurdish"),
    "kw": ("Kernewek", "Cornish"), "lt": ("Lietuvių", "Lithuanian"),
    "lv": ("Latviešu", "Latvian"), "mk": ("Македонски", "Macedonian"),
    "ml": ("മലയാളം", "Malayalam"), "mr": ("मराठी", "Marathi"), "ms": ("Bahasa Melayu", "Malay"),
    "mt": ("Malti", "Maltese"), "nb": ("Norsk bokmål", "Norwegian Bokmål"),
    "ne": ("नेपाली", "Nepali"), "nl": ("Nederlands", "Dutch"), "pa": ("ਪੰਜਾਬੀ", "Punjabi"),
    "pl": ("Polski", "Polish"), "ps": ("پښتو", "Pashto"), "pt": ("Português", "Portuguese"),
    "ro": ("Română", "Romanian"), "ru": ("Русский", "Russian"), "sco": ("Scots", "Scots"),
    "sd": ("سنڌي", "Sindhi"), "si": ("සිංහල", "Sinhala"), "sk": ("Slovenčina", "Slovak"),
    "sl": ("Slovenščina", "Slovenian"), "so": ("Soomaali", "Somali"), "sq": ("Shqip", "Albanian"),
    "sr": ("Српски", "Serbian"), "sv": ("Svenska", "Swedish"), "sw": ("Kiswahili", "Swahili"),
    "ta": ("தமிழ்", "Tamil"), "te": ("తెలుగు", "Telugu"), "th": ("ไทย", "Thai"),
    "ti": ("ትግርኛ", "Tigrinya"), "tl": ("Tagalog", "Tagalog"), "tr": ("Türkçe", "Turkish"),
    "uk": ("Українська", "Ukrainian"), "ur": ("اردو", "Urdu"), "vi": ("Tiếng Việt", "Vietnamese"),
    "yi": ("ייִדיש", "Yiddish"), "yo": ("Yorùbá", "Yoruba"), "zh": ("中文", "Chinese"),
    "zh-hans": ("简体中文", "Simplified Chinese"), "zh-hant": ("繁體中文", "Traditional Chinese"),
    "zu": ("isiZulu", "Zulu"),
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset("ar ckb dv fa he ps sd ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset("arab hebr thaa nkoo syrc".split())
# RFC 5646, section 2.1, but for what no text of a hub needs: extensions, and codes of one's own.
_TAG = re.compile(
    r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?((?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)",
    re.IGNORECASE | re.ASCII,
)
# Codes of three letters where the standard wants the two of the same language.
_SHORTER = {
    "ara": "ar", "ben": "bn", "ces": "cs", "cze": "cs", "cym": "cy", "deu": "de", "eng": "en",
    "fas": "fa", "fra": "fr", "fre": "fr", "ger": "de", "gla": "gd", "gle": "ga", "guj": "gu",
    "hin": "hi", "ita": "it", "lit": "lt", "nld": "nl", "pan": "pa", "pol": "pl", "por": "pt",
    "ron": "ro", "rus": "ru", "som": "so", "spa": "es", "tam": "ta", "tur": "tr", "ukr": "uk",
    "urd": "ur", "wel": "cy", "zho": "zh",
}  # fmt: skip
_BY_NAME = {
    word.casefold(): tag for tag, names in _NAMES.items() for word in names
} | {"gaelic": "gd", "farsi": "fa", "mandarin": "zh", "british english": "en-GB"}  # fmt: skip


def canonical(text: str) -> str:
    """Return a language tag in the case that the standard recommends, or nothing if malformed."""
    found = _TAG.fullmatch(text)
    if found is None or found[1].lower() in _SHORTER or (found[3] or "").upper() == "UK":
        return ""
    language, script, region, variants = found.groups()
    parts = [language.lower(), (script or "").title(), (region or "").upper()]
    return "-".join(filter(None, parts)) + variants.lower()


def meant(text: str) -> str:
    """Return the tag that a malformed one most likely stands for, or nothing."""
    if known := _BY_NAME.get(text.strip().casefold()):
        return known
    parts = re.split(r"[-_ ]+", text.strip())
    parts[0] = _SHORTER.get(parts[0].lower(), parts[0])
    parts[1:] = ["GB" if each.upper() == "UK" else each for each in parts[1:]]
    found = canonical("-".join(parts))
    return found if found.partition("-")[0] in _NAMES else ""


def own_name(tag: str) -> str:
    """Return what a language is called by those who read it; the tag where that is not known."""
    return _named(tag)[0]


def english_name(tag: str) -> str:
    """Return what a language is called in English; the tag where that is not known."""
    return _named(tag)[1]


def _named(tag: str) -> tuple[str, str]:
    parts = tag.casefold().split("-")
    for length in range(len(parts), 0, -1):
        if found := _NAMES.get("-".join(parts[:length])):
            return found
    return tag, tag


def is_english(tag: str) -> bool:
    """Return whether what is made for English alone, such as reading ease, may look at a text."""
    return tag.casefold().partition("-")[0] == ENGLISH


def same(one: str, other: str) -> bool:
    """Return whether readers of one language read the other: equal, or one is a part of it."""
    first, second = (f"{each.casefold()}-" for each in (one, other))
    return first.startswith(second) or second.startswith(first)


def direction(tag: str) -> str:
    """Return `rtl` for a language that is written from right to left, or nothing."""
    language, *rest = tag.casefold().split("-")
    script = next((each for each in rest if len(each) == 4 and each.isalpha()), "")
    right = script in _RIGHT_TO_LEFT_SCRIPTS if script else language in _RIGHT_TO_LEFT
    return "rtl" if right else ""
