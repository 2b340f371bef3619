"""The workshop: VFAs join, take a role, write cards step by step, and see what became of them.

A *card* is what somebody wrote in a workshop; its text stays as it was written. When the moderation reveals it, it
becomes a *note* of the service. So nothing that was not revealed can be in a picture or file.
"""
