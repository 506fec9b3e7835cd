"""The model of each kind of file, of each record of a register, and of each group of fields."""

from __future__ import annotations

from plugins.content.schema.author_header import AuthorHeader
from plugins.content.schema.model import Model
from plugins.content.schema.page_header import PageHeader
from plugins.content.schema.post_header import (
    ConsentHeader,
    ConsultationHeader,
    ExceptionHeader,
    FormatHeader,
    ImageHeader,
    InterviewHeader,
    PostHeader,
    ReplyHeader,
    ResponseHeader,
    ReviewedHeader,
    SilenceHeader,
    UpdateHeader,
)
from plugins.content.schema.records.event_header import EventHeader
from plugins.content.schema.records.figure_header import FigureHeader
from plugins.content.schema.records.recommendation_header import (
    AnsweredHeader,
    ProgressHeader,
    RecommendationHeader,
)
from plugins.content.schema.records.route_header import RouteHeader
from plugins.content.schema.records.rule_header import RuleHeader, VersionHeader
from plugins.content.schema.records.service_header import ServiceHeader
from plugins.content.schema.records.source_header import SourceHeader
from plugins.content.schema.records.term_header import TermHeader
from plugins.content.schema.series_header import SeriesHeader
from plugins.content.schema.topic_header import TopicHeader
from plugins.content.schema.year_header import ContributorHeader, SealedHeader

# The model of each kind of file, and of each record of a register.
HEADERS: dict[str, type[Model]] = {
    "post": PostHeader,
    "page": PageHeader,
    "topic": TopicHeader,
    "author": AuthorHeader,
    "series": SeriesHeader,
    "source": SourceHeader,
    "rule": RuleHeader,
    "recommendation": RecommendationHeader,
    "response": ResponseHeader,
}
RECORDS: dict[str, type[Model]] = {
    "figures.yaml": FigureHeader,
    "events.yaml": EventHeader,
    "glossary.yaml": TermHeader,
    "support.yaml": ServiceHeader,
    "reporting.yaml": RouteHeader,
}
# Fields that are groups of fields themselves, or lists of such groups.
GROUPS: dict[str, type[Model]] = {
    "image": ImageHeader,
    "formats": FormatHeader,
    "updates": UpdateHeader,
    "interview": InterviewHeader,
    "consultation": ConsultationHeader,
    "replies": ReplyHeader,
    "consent": ConsentHeader,
    "exceptions": ExceptionHeader,
    "silence": SilenceHeader,
    "reviewed": ReviewedHeader,
    "versions": VersionHeader,
    "response": AnsweredHeader,
    "progress": ProgressHeader,
    "contributors": ContributorHeader,
    "sealed": SealedHeader,
}
