"""What the pages of this area gather from the others, and everything that belongs to one unit."""

from drogowskaz.home.queries.pages import outline, published_agreements, summaries, waiting_for

__all__ = ["outline", "published_agreements", "summaries", "waiting_for"]
