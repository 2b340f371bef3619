"""Thin views: find, check access, call the domain, answer with a page, a part or a file."""
