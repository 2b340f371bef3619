"""Pages of the review: versions, differences, comments, approvals, links for others, what is new."""

from journeys.routes.review import (
    comments,
    differences,
    feeds,
    news,
    presenting,
    rounds,
    share_links,
    shared,
    versions,
)

REVIEW_PAGES = (
    versions.bp,
    differences.bp,
    comments.bp,
    rounds.bp,
    share_links.bp,
    shared.bp,
    presenting.bp,
    news.bp,
    feeds.bp,
)
